using System.Text;

namespace Tidings.Core.Events;

/// <summary>
/// The one-byte character sets in which banks' older systems still write files. No others of the code pages are let in: what guards a reader
/// against hostile files counts on bytes that agree with ASCII.
/// </summary>
public sealed class BankEncodings : EncodingProvider
{
    static readonly BankEncodings Instance = new();

    BankEncodings() { }

    /// <summary>Lets the framework's XML reader find them by the name that a file declares.</summary>
    public static void Register() => Encoding.RegisterProvider(Instance);

    /// <summary>The character set of this name, in any case; null where it is none of them.</summary>
    public static Encoding? Find(string name) => Instance.GetEncoding(name);

    public override Encoding? GetEncoding(string name) => name?.ToLowerInvariant() switch
    {
        "windows-1252" or "cp1252" => CodePagesEncodingProvider.Instance.GetEncoding(1252),
        "windows-1254" or "cp1254" => CodePagesEncodingProvider.Instance.GetEncoding(1254),
        "iso-8859-9" or "latin5" => CodePagesEncodingProvider.Instance.GetEncoding(28599),
        "iso-8859-15" or "latin9" => CodePagesEncodingProvider.Instance.GetEncoding(28605),
        _ => null,
    };

    public override Encoding? GetEncoding(int codepage) => null;
}
