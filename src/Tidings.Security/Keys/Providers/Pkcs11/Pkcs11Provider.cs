using System.Security.Cryptography;
using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.HighLevelAPI;

namespace Tidings.Security.Keys.Providers.Pkcs11;

/// <summary>The root key is made in a hardware security module and never leaves it; one session is held, and opened again when it is lost.</summary>
internal sealed class Pkcs11Provider(Pkcs11Options options, TimeSpan timeout, TimeProvider time) : IKeyProvider
{
    readonly Pkcs11Module _module = Pkcs11Module.Of(options.Library);
    readonly Pkcs11Login _login = new(options);
    readonly CallLimit _limit = new("pkcs11", timeout, time);
    readonly string _root = $"pkcs11:{options.Label}";
    ISession? _session;

    public string Name => "pkcs11";

    public ValueTask<WrappedKey> Wrap(ReadOnlyMemory<byte> key, string context, CancellationToken cancel)
    {
        Refusals.IfNotAKey(key);
        return Call(session =>
        {
            var root = Newest(session);
            var id = IdOf(root);
            var copy = key.ToArray();
            try
            {
                return new WrappedKey(id, Pkcs11Cipher.Wrap(session, root, id, copy, context));
            }
            finally
            {
                CryptographicOperations.ZeroMemory(copy);
            }
        }, cancel);
    }

    public ValueTask<byte[]> Unwrap(WrappedKey wrapped, string context, CancellationToken cancel) => Call(session =>
    {
        var version = RootVersion.Of(_root, wrapped.RootKeyId);
        // Two who rotated at once may have made two of one version.
        var roots = Pkcs11RootKeys.Find(session, options.Label).Where(root => root.Version == version).ToList();
        if (roots.Count == 0)
            throw Refusals.OtherRoot();
        return roots.Select(root => Pkcs11Cipher.Unwrap(session, root, wrapped, context)).FirstOrDefault(static key => key is not null) ?? throw Refusals.NotOurs();
    }, cancel);

    public ValueTask<string> RotateRoot(CancellationToken cancel) => Call(session =>
    {
        Pkcs11RootKeys.Generate(session, options.Label, Newest(session).Version + 1);
        return IdOf(Newest(session));
    }, cancel);

    public ValueTask<string> CurrentRoot(CancellationToken cancel) => Call(session => IdOf(Newest(session)), cancel);

    public async ValueTask DisposeAsync()
    {
        await _module.Alone.WaitAsync().ConfigureAwait(false);
        Pkcs11Login.Close(_session);
        _module.Alone.Release();
    }

    public override string ToString() => Name;

    string IdOf(TokenKey root) => new RootVersion(_root, root.Version).ToString();

    TokenKey Newest(ISession session)
    {
        var roots = Pkcs11RootKeys.Find(session, options.Label);
        if (roots.Count == 0 && options.GenerateIfMissing)
        {
            Pkcs11RootKeys.Generate(session, options.Label, 1);
            roots = Pkcs11RootKeys.Find(session, options.Label);
        }
        return roots.Count > 0 ? roots[^1] : throw new KeyRefusedException("The HSM's token has no key of the configured label.");
    }

    async ValueTask<T> Call<T>(Func<ISession, T> call, CancellationToken cancel) => await _limit.Run(async stop =>
    {
        await _module.Alone.WaitAsync(stop).ConfigureAwait(false);
        // From here on it holds the library until the library comes back, whether or not the caller still waits.
        return await Task.Run(() => Release(() => WithSession(call)), CancellationToken.None).ConfigureAwait(false);
    }, cancel).ConfigureAwait(false);

    T Release<T>(Func<T> call)
    {
        try
        {
            return call();
        }
        finally
        {
            _module.Alone.Release();
        }
    }

    T WithSession<T>(Func<ISession, T> call)
    {
        var afresh = _session is null;
        while (true)
        {
            try
            {
                return call(_session ??= _login.Open(_module.Find_NeedsAlone(options.Token)));
            }
            catch (Exception e) when (e is ObjectDisposedException || (e is Pkcs11Exception fault && Pkcs11Faults.EndsSession(fault.RV)))
            {
                Pkcs11Login.Close(_session);
                _session = null;
                if (afresh)
                {
                    _module.Unload_NeedsAlone();
                    throw new KeyProviderUnavailableException($"The HSM does not answer ({(e as Pkcs11Exception)?.RV}).");
                }
                afresh = true;
            }
            catch (Pkcs11Exception e)
            {
                throw new KeyRefusedException($"The HSM refuses the call ({e.RV}).");
            }
        }
    }
}
