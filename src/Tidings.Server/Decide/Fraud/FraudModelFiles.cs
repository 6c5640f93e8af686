using Tidings.Core.Decide.Fraud.Models;
using Tidings.Core.Events;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;

namespace Tidings.Server.Decide.Fraud;

/// <summary>The files of models, each a document under its hash: whatever stands there is checked against it. What no model that is in force or proposed needs goes with the next that comes into force.</summary>
internal sealed class FraudModelFiles(IStore store, TimeProvider clock)
{
    public const string Kind = "fraud-model-file";

    /// <returns>Null where there are <paramref name="errors"/>: it is gone, is another, or was trained on other features than those that run.</returns>
    public async ValueTask<FraudModel?> Read(FraudModelEntry entry, List<FieldError> errors, CancellationToken cancel)
    {
        if (await Find(entry.Sha256, cancel) is not { } file)
        {
            errors.Add(new("sha256", FieldCodes.Missing, "The model's file is not in the store.", "Put the model again."));
            return null;
        }
        if (FraudModelEntry.HashOf(file.Body) != entry.Sha256)
        {
            errors.Add(new("sha256", FieldCodes.Broken, "The model's file is not the one that was put.", "Put the model again."));
            return null;
        }
        return FraudModelFile.Read(file.Body, errors);
    }

    /// <summary>The row of a file; none where it is kept already.</summary>
    public async ValueTask<IReadOnlyList<DocumentRow>> Row(string sha256, ReadOnlyMemory<byte> file, CancellationToken cancel) =>
        await Find(sha256, cancel) is null ? [new(Kind, sha256, 1, clock.GetUtcNow(), file)] : [];

    /// <summary>All but this one. Read one at a time: each may be large.</summary>
    public async ValueTask<IReadOnlyList<DocumentRemoval>> Others(string sha256, CancellationToken cancel)
    {
        var others = new List<DocumentRemoval>();
        string? before = null;
        while (await store.ReadLastDocuments(Kind, before, 1, cancel) is [var row])
        {
            if (row.Id != sha256)
                others.Add(new(Kind, row.Id, row.Version));
            before = row.Id;
        }
        return others;
    }

    /// <summary>Ids are compared by their bytes: the last before what follows a hash is the hash itself, where there is one.</summary>
    async ValueTask<DocumentRow?> Find(string sha256, CancellationToken cancel) =>
        await store.ReadLastDocuments(Kind, $"{sha256}~", 1, cancel) is [var row] && row.Id == sha256 ? row : null;
}
