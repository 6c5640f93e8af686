using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Tidings.Core.Ports;
using Tidings.Security.Keys;
using Tidings.Server.Deliver.Watch;

namespace Tidings.Server.Host.Doctor;

/// <summary>Looks at what a node stands on, beside it or before its start. Nothing is written, and the node's lock is not taken.</summary>
public static class NodeDoctor
{
    static readonly (string What, Func<DoctorVisit, CancellationToken, ValueTask<IReadOnlyList<DoctorFinding>>> Run)[] Checks =
    [
        ("configuration", static (visit, _) => new(ConfigurationCheck.Run(visit))),
        ("database", static (visit, _) => new(DatabaseCheck.Run(visit))),
        ("clock", ClockCheck.Run),
        ("keys", KeysCheck.Run),
        ("certificates", static (visit, _) => new(CertificatesCheck.Run(visit))),
        ("templates", TemplatesCheck.Run),
    ];

    /// <param name="folder">The store's.</param>
    /// <param name="configuration">As the node has it.</param>
    /// <param name="timeServer">A time server that the clock is compared with, <c>host</c> or <c>host:port</c>; null: none is asked.</param>
    /// <returns>A finding at least for each check, in a fixed order.</returns>
    public static async Task<IReadOnlyList<DoctorFinding>> Examine(string folder, IConfiguration configuration, string? timeServer, TimeProvider time, CancellationToken cancel)
    {
        var visit = new DoctorVisit(Path.GetFullPath(folder), configuration, timeServer, time);
        var found = new List<DoctorFinding>();
        foreach (var (what, run) in Checks)
            found.AddRange(await Told(what, run, visit, cancel));
        return found;
    }

    static async ValueTask<IReadOnlyList<DoctorFinding>> Told(string what, Func<DoctorVisit, CancellationToken, ValueTask<IReadOnlyList<DoctorFinding>>> run, DoctorVisit visit, CancellationToken cancel)
    {
        try
        {
            return await run(visit, cancel);
        }
        catch (OptionsValidationException wrong)
        {
            return [.. wrong.Failures.Select(failure => DoctorFinding.Wrong(what, failure, CarrierDoctor.Mend))];
        }
        catch (InvalidOperationException wrong) when (wrong.Source == "Microsoft.Extensions.Configuration.Binder")
        {
            return [DoctorFinding.Wrong(what, wrong.Message, CarrierDoctor.Mend)];
        }
        catch (StoreRefusedException) when (DatabaseCheck.AwaitsUpgrade(visit.Folder))
        {
            return [DoctorFinding.Good(what, "not looked at: the next start upgrades the tables first")];
        }
        catch (Exception failure) when (failure is StoreUnavailableException or StoreRefusedException or KeyProviderUnavailableException or KeyRefusedException or IOException or UnauthorizedAccessException)
        {
            return [DoctorFinding.Wrong(what, $"cannot be looked at: {WordsOf(failure)}", "Mend what is said above first, and that this user may read the node's files.")];
        }
    }

    /// <summary>Which key, and what of it, is in the words of whoever keeps it.</summary>
    internal static string WordsOf(Exception failure) =>
        failure.InnerException is KeyProviderUnavailableException or KeyRefusedException ? $"{failure.Message} {failure.InnerException.Message}" : failure.Message;
}
