namespace Tidings.Security.Sealing;

/// <summary>A stored value does not open: it was changed, moved, or sealed under another key. Which of these, nobody is told.</summary>
public sealed class SealRefusedException() : Exception("A stored value does not open: it was changed, moved, or sealed under another key.");
