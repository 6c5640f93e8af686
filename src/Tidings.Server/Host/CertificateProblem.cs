using Tidings.Security.Transit;

namespace Tidings.Server.Host;

/// <summary>What is wrong with configured certificate files, in a sentence, so that a start is refused rather than the first handshake; null: nothing.</summary>
internal static class CertificateProblem
{
    public static string? Of(string certificateFile, string? keyFile) => Of(() => _ = new CertificateFiles(certificateFile, keyFile, TimeProvider.System).Current);

    public static string? OfAuthorities(string file) => Of(() => new Authorities(file, TimeProvider.System).Load());

    static string? Of(Action load)
    {
        try
        {
            load();
            return null;
        }
        catch (CertificateUnusableException e)
        {
            return e.Message;
        }
    }
}
