using System.Text.Json;

namespace Tidings.Server.Operate.Keys;

/// <summary>Something that is to be done with the installation's keys. It holds nothing personal: a customer is named by his token.</summary>
/// <param name="Do">One of the words below.</param>
/// <param name="CustomerToken">Whose key, for <see cref="RotateCustomer"/>; null otherwise.</param>
/// <param name="IsPending">It is approved, and not known to be carried out. Versions before wrote an order when it was carried out.</param>
internal sealed record KeyOrder(string Do, string? CustomerToken = null, bool? IsPending = null)
{
    public const string RotateRoot = "rotate-root", RotateWrapping = "rotate-wrapping", RotateIndex = "rotate-index", RotateData = "rotate-data", RotateDocuments = "rotate-documents",
        RotateCustomer = "rotate-customer", Rewrap = "rewrap", Reencrypt = "reencrypt", ReencryptAndDestroy = "reencrypt-and-destroy";

    /// <summary>Carried out twice it is as carried out once. A rotation makes a further version each time.</summary>
    public bool IsSafeTwice => Do is Rewrap or Reencrypt or ReencryptAndDestroy;

    /// <summary>By which proposals of it are told apart.</summary>
    public string Subject => CustomerToken is null ? Do : $"{Do}/{CustomerToken}";

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, InstallationKeyJson.Default.KeyOrder);

    public static KeyOrder Of(ReadOnlySpan<byte> body) =>
        JsonSerializer.Deserialize(body, InstallationKeyJson.Default.KeyOrder) ?? throw new InvalidDataException("An order's document is empty.");
}

/// <summary>What came of an order.</summary>
internal enum Carried
{
    /// <summary>It is done.</summary>
    Done = 1,
    /// <summary>It goes on behind.</summary>
    Begun,
    /// <summary>Something else is under way: nothing was done.</summary>
    UnderWay,
}
