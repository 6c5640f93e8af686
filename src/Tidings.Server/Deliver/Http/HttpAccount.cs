using System.Net.Http.Headers;
using System.Text;
using Tidings.Server.Deliver.Settings;

namespace Tidings.Server.Deliver.Http;

/// <summary>Who we are to a carrier, with secrets read when they are needed, so that a changed file counts.</summary>
internal sealed class HttpAccount(string carrier, HttpCarrierOptions options)
{
    public HttpCarrierOptions Options => options;
    public string Name => options.Account;
    public string Secret => Line(options.SecretFile, options.Secret);

    /// <summary>Empty: no callback is believed.</summary>
    public string CallbackSecret => Line(options.CallbackSecretFile, options.CallbackSecret);

    public AuthenticationHeaderValue Basic => new("Basic", BasicOf(Name, Secret));

    public static string BasicOf(string name, string secret) => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{name}:{secret}"));

    /// <summary>Where the carrier is to report to. Null: nowhere.</summary>
    public string? Receipts => options.PublicUrl is { } url ? $"{url.TrimEnd('/')}/v1/callbacks/{carrier}/receipts" : null;

    /// <summary>An address of the carrier's API.</summary>
    /// <param name="usual">The host where the carrier is if the options do not say otherwise.</param>
    public Uri At(string usual, string path) => new(new Uri(options.Url ?? usual), path);

    /// <summary>As <see cref="At"/>, where calls are asked for.</summary>
    public Uri CallsAt(string usual, string path) => new(new Uri(options.Voice.Url ?? options.Url ?? usual), path);

    /// <summary>What the carrier calls a language, and a voice of it. No voice: the carrier's own choice.</summary>
    /// <param name="usual">By language, where the options do not say it.</param>
    public (string Language, string? Voice) Say(string language, IReadOnlyDictionary<string, string> usual)
    {
        var said = Find(options.Voice.Languages, language) ?? Find(usual, language) ?? language;
        return said.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash ? (said[..slash], said[(slash + 1)..]) : (said, null);
    }

    /// <summary>Of pt-BR that of pt, where it has none of its own.</summary>
    static string? Find(IReadOnlyDictionary<string, string> names, string language)
    {
        for (var tag = language; ; tag = tag[..tag.LastIndexOf('-')])
        {
            if (names.TryGetValue(tag, out var name))
                return name;
            if (!tag.Contains('-', StringComparison.Ordinal))
                return null;
        }
    }

    static string Line(string? file, string value) => file is null ? value : File.ReadLines(file).FirstOrDefault() ?? "";
}
