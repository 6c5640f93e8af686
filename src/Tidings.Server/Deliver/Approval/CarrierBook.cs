using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Security.Sealing;
using Tidings.Server.Deliver.Settings;
using Tidings.Server.Operate.Access;

namespace Tidings.Server.Deliver.Approval;

/// <summary>A carrier's settings as the store has them in force.</summary>
/// <param name="Document">Empty: none ever were.</param>
/// <param name="IsConfigured">False: since then it has not been among the carriers.</param>
internal sealed record StoredCarrier(string Name, int Version, byte[] Document, bool IsConfigured);

/// <summary>What is configured of carriers, and what of it was brought into force: what the two are compared by.</summary>
internal sealed class CarrierBook(CodeSecrets secrets, IStore store)
{
    static readonly byte[] Purpose = "tidings settings of carriers v1"u8.ToArray();

    /// <summary>Stands before the last settings of a carrier that is configured no more.</summary>
    static readonly byte[] Unconfigured = """{"unconfigured":true,"was":"""u8.ToArray();

    /// <summary>
    /// What is configured now, once under each of the installation's keys, the newest first: what was approved before a key was rotated is still known. The keys are made from those of codes by hashing a
    /// word that no code is ever bound to.
    /// </summary>
    /// <inheritdoc cref="CarrierDocument.Of" path="/exception"/>
    /// <exception cref="StoreUnavailableException">The keys cannot be had.</exception>
    public async ValueTask<IReadOnlyList<byte[]>> Configured(string name, CarrierOptions options, CancellationToken cancel) =>
        [.. (await secrets.HashAll(Purpose, cancel)).Select(key => CarrierDocument.Of(name, options, key.Value))];

    public async ValueTask<IReadOnlyList<StoredCarrier>> Stored(CancellationToken cancel) =>
        [.. (await store.ReadDocuments(ApprovalKinds.Carrier, allVersions: false, cancel)).Select(static row => Of(row))];

    public async ValueTask<StoredCarrier> Stored(string name, CancellationToken cancel) =>
        (await Stored(cancel)).FirstOrDefault(one => one.Name == name) ?? new(name, 0, [], IsConfigured: true);

    /// <summary>The document that says that it is configured no more.</summary>
    public static byte[] Without(StoredCarrier carrier) => [.. Unconfigured, .. carrier.Document, (byte)'}'];

    public static bool Has(IReadOnlyList<byte[]> configured, ReadOnlySpan<byte> document)
    {
        foreach (var one in configured)
        {
            if (document.SequenceEqual(one))
                return true;
        }
        return false;
    }

    static StoredCarrier Of(DocumentRow row)
    {
        var body = row.Body.Span;
        return body.StartsWith(Unconfigured) ? new(row.Id, row.Version, body[Unconfigured.Length..^1].ToArray(), IsConfigured: false) : new(row.Id, row.Version, body.ToArray(), IsConfigured: true);
    }
}
