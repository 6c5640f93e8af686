using System.Diagnostics.Metrics;
using Tidings.Security.Sealing;

namespace Tidings.Server.Host;

/// <summary>Says that a stored row does not open: in the log the first time, in the counter each time. A row is named by its id or token, which are nobody's.</summary>
internal sealed class SealAlarm : IDisposable
{
    readonly Meter _meter;
    readonly Counter<long> _refused;
    readonly ILogger<SealedStore> _log;

    public SealAlarm(IMeterFactory meters, ILogger<SealedStore> log)
    {
        _log = log;
        _meter = meters.Create("Tidings");
        _refused = _meter.CreateCounter<long>("tidings.seal.refused", "{attempt}", "Attempts to open a stored row that failed, by table");
    }

    public void Raise(SealRefused refused)
    {
        _refused.Add(1, new KeyValuePair<string, object?>("table", refused.Table));
        if (!refused.First)
            return;
        switch (refused.Why)
        {
            case SealTrouble.Gone:
                HostLog.DocumentGone(_log, refused.Row);
                break;
            case SealTrouble.RowsMissing:
                HostLog.RowsMissing(_log, refused.Row);
                break;
            case SealTrouble.NotCommittedTo:
                HostLog.DocumentNotCommittedTo(_log, refused.Row);
                break;
            default:
                HostLog.RowRefused(_log, refused.Table, refused.Row);
                break;
        }
    }

    public void Dispose() => _meter.Dispose();
}
