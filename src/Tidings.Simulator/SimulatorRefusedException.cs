namespace Tidings.Simulator;

/// <summary>The simulator does not start: it is no carrier, and here it could be taken for one. The message says what to change.</summary>
public sealed class SimulatorRefusedException(string message) : InvalidOperationException(message);
