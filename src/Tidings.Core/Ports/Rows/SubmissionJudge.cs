namespace Tidings.Core.Ports.Rows;

/// <summary>Whether a stored submission is as it was written by whoever may write them. Asked on the store's threads, several at a time.</summary>
public delegate bool SubmissionJudge(in SubmissionRow row);
