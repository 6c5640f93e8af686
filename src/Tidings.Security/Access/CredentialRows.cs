using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;

namespace Tidings.Security.Access;

/// <summary>The rows of what operators sign in with.</summary>
internal sealed class CredentialRows(IStore store, TimeProvider clock)
{
    public async ValueTask<(OperatorCredentials Credentials, int Version)?> Find(string name, CancellationToken cancel)
    {
        foreach (var row in await store.ReadDocuments(OperatorCredentials.Kind, allVersions: false, cancel))
            if (row.Id == name)
                return (OperatorCredentials.Of(row.Body.Span), row.Version);
        return null;
    }

    /// <param name="version">The version that it is made from; where there is a newer one by then, the store refuses it.</param>
    public DocumentRow Row(string name, int version, OperatorCredentials credentials) => new(OperatorCredentials.Kind, name, version + 1, clock.GetUtcNow(), credentials.ToBytes());
}
