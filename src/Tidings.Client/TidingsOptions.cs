using System.Security.Cryptography.X509Certificates;

namespace Tidings.Client;

/// <summary>Where the node is, who calls it, and how long a call is tried.</summary>
public sealed class TidingsOptions
{
    /// <summary>The node's address, for example <c>https://tidings.bank.example</c>. Required. https, unless it is this machine or <see cref="PlainHttp"/> says otherwise.</summary>
    public Uri? Address { get; set; }

    /// <summary>
    /// The key of the API, <c>tk_…</c>, or a token of the bank's issuer. Needed unless <see cref="Certificate"/> says who calls. It is read for each attempt: a value
    /// that configuration has replaced counts with the next one.
    /// </summary>
    public string? Key { get; set; }

    /// <summary>The client certificate, with its private key. Default none. A replaced one counts with the next connection.</summary>
    public X509Certificate2? Certificate { get; set; }

    /// <summary>The authorities that the node's certificate may come from, and no others. Default null: those that the machine trusts.</summary>
    public X509Certificate2Collection? TrustedRoots { get; set; }

    /// <summary>Lets the key go over plain http beyond this machine: only where something else protects the way. Default false.</summary>
    public bool PlainHttp { get; set; }

    /// <summary>How long a call that may be repeated is tried again after its first failure. Default 30 s; 0 to 1 h. 0: it is tried once.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long one attempt may take, from its beginning to the last byte of the answer. Default 10 s; 0.1 s to 10 min.</summary>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The most events in one request; longer batches go in several, one after another. Default 500; 1 to 10,000, and no more than the node's <c>Intake:MaxBatchEvents</c>.</summary>
    public int EventsPerRequest { get; set; } = 500;
}
