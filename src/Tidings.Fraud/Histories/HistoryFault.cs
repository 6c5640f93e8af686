using Tidings.Core.Events;

namespace Tidings.Fraud.Histories;

/// <summary>What is wrong in a file of the history.</summary>
/// <param name="File">Its name.</param>
/// <param name="Row">From 1, the header not counted; 0: the file as a whole.</param>
/// <param name="Error">Its field is the column as the file writes it.</param>
public sealed record HistoryFault(string File, long Row, FieldError Error);
