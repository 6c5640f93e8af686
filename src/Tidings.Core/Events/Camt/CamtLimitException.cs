namespace Tidings.Core.Events.Camt;

/// <summary>A bound of <see cref="CamtReaderOptions"/> was met; never leaves the reader.</summary>
internal sealed class CamtLimitException(string bound) : Exception(bound);
