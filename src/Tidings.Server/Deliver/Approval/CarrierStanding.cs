using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Tidings.Core.Ports;
using Tidings.Security.Access;
using Tidings.Security.Keys;
using Tidings.Security.Keys.Providers;
using Tidings.Security.Sealing;
using Tidings.Server.Deliver.Settings;
using Tidings.Server.Deliver.Watch;
using Tidings.Server.Host;
using Tidings.Server.Operate.Access;
using Tidings.Storage.Sqlite.Keys;

namespace Tidings.Server.Deliver.Approval;

/// <summary>Whether a node would use the configured carriers, or wait for a second person: for who prepares its start.</summary>
public static class CarrierStanding
{
    const string Where = "GET /v1/carriers and tidings carriers say it of a node that runs.";

    /// <param name="environment">The environment's name, as the node has it.</param>
    /// <param name="folder">The store's; it is looked at, also beside the node that holds it.</param>
    /// <returns>A finding for each carrier; none where no second person is needed, or the configuration is wrong.</returns>
    public static async Task<IReadOnlyList<CarrierFinding>> Examine(IConfiguration configuration, string environment, string folder, CancellationToken cancel)
    {
        var access = configuration.GetSection(AccessOptions.Section).Get<AccessOptions>() ?? new();
        if (!new TwoPersons(Options.Create(access), environment).For(ApprovalKinds.Carrier))
            return [];
        await using var provider = new ServiceCollection().AddSingleton(configuration).AddDeliver().BuildServiceProvider();
        try
        {
            var options = provider.GetRequiredService<IOptionsMonitor<CarrierOptions>>();
            (string, CarrierOptions)[] carriers = [.. provider.GetRequiredService<CarrierNames>().All.Select(name => (name, options.Get(CarrierNames.OptionsName(name))))];
            return File.Exists(Path.Combine(folder, SqliteKeyStore.FileName)) ? await Compare(carriers, folder, configuration.GetSection(KeyProviderOptions.Section).Get<KeyProviderOptions>() ?? new(), cancel) : [.. carriers.Select(static one => NotAsked(one.Item1))];
        }
        catch (OptionsValidationException)
        {
            return [];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or StoreRefusedException or StoreUnavailableException or KeyRefusedException or KeyProviderUnavailableException)
        {
            return [new("approval", $"not looked at: {failure.Message} {Where}", true, "")];
        }
    }

    static async Task<IReadOnlyList<CarrierFinding>> Compare((string Name, CarrierOptions Options)[] carriers, string folder, KeyProviderOptions keys, CancellationToken cancel)
    {
        await using var opened = await StoreForTools.Look(folder, keys, TimeProvider.System, cancel);
        using var secrets = new CodeSecrets(opened.Keys);
        var book = new CarrierBook(secrets, opened.Store);
        var open = (await opened.Store.ReadDocuments(Proposal.DocumentKind, allVersions: false, cancel)).Where(static row => !row.Body.IsEmpty).Select(static row => Proposal.Of(row.Body.Span))
            .Where(static one => one.Kind == ApprovalKinds.Carrier && one.State == ProposalState.Open).ToList();
        var findings = new List<CarrierFinding>();
        foreach (var (name, options) in carriers)
        {
            var configured = await book.Configured(name, options, cancel);
            findings.Add(
                CarrierBook.Has(configured, (await book.Stored(name, cancel)).Document) ? new(name, "its settings are approved", true, "")
                : open.Find(one => one.Subject == name && CarrierBook.Has(configured, one.Body)) is { } waits
                    ? new(name, $"its settings wait for a second person as proposal {waits.Id}", false, $"Somebody with carriers:approve looks at it and approves it: tidings proposals show {waits.Id}, tidings proposals approve {waits.Id}")
                : NotAsked(name));
        }
        return findings;
    }

    static CarrierFinding NotAsked(string name) =>
        new(name, "its settings are not approved", false, "Start the node: it proposes them, and uses the carrier once somebody with carriers:approve has approved (docs/carrier.md, A second person).");
}
