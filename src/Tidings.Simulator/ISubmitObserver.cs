namespace Tidings.Simulator;

/// <summary>Someone who counts what the carrier accepted, such as a benchmark or a crash test.</summary>
public interface ISubmitObserver
{
    /// <summary>A submit_sm was accepted. Called on the receiving thread of its bind; several binds call at once.</summary>
    void Accepted(in AcceptedSubmit submit);
}
