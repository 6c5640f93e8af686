using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Tidings.Server.Verify.SimSwaps;

/// <summary>The operator, or whoever speaks for several, that tells of swapped SIM cards by the CAMARA SIM Swap API, version 2. Section <c>SimSwap</c>.</summary>
public sealed class SimSwapOptions
{
    public const string Section = "SimSwap";

    /// <summary>What stands before /sim-swap/v2: <c>https://api.operator.example</c>. https, or http on this machine. Default none: nobody is asked.</summary>
    public string? Url { get; set; }
    /// <summary>Where access tokens are given (OAuth 2.0, client credentials). As Url.</summary>
    public string? TokenUrl { get; set; }
    /// <summary>Default none.</summary>
    [StringLength(200)]
    public string ClientId { get; set; } = "";
    /// <summary>Better in ClientSecretFile. Default empty.</summary>
    [StringLength(500)]
    public string ClientSecret { get; set; } = "";
    /// <summary>A file whose first line is the secret. Default none.</summary>
    public string? ClientSecretFile { get; set; }
    /// <summary>What the token is asked for. Some operators want it with a purpose of theirs before it. Default both questions.</summary>
    [StringLength(300)]
    public string Scope { get; set; } = "sim-swap:check sim-swap:retrieve-date";
    /// <summary>How long the answer is waited for, with all tries. Default 2 s; range 0.5 s to 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.5", "00:00:10")]
    public TimeSpan Within { get; set; } = TimeSpan.FromSeconds(2);

    internal string Secret() => ClientSecretFile is { } file ? File.ReadLines(file).FirstOrDefault() ?? "" : ClientSecret;
}

/// <summary>What attributes cannot say.</summary>
internal sealed class SimSwapCheck : IValidateOptions<SimSwapOptions>
{
    public ValidateOptionsResult Validate(string? name, SimSwapOptions options)
    {
        if (options.Url is null)
            return ValidateOptionsResult.Success;
        var wrong = new List<string>();
        foreach (var (member, value) in new[] { ("Url", options.Url), ("TokenUrl", options.TokenUrl) })
            if (!Uri.TryCreate(value, UriKind.Absolute, out var address) || !(address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback)))
                wrong.Add($"SimSwap:{member} is missing, or no https address.");
        if (options.ClientId.Length == 0)
            wrong.Add("SimSwap:ClientId is missing.");
        if (options.ClientSecret.Length == 0 && options.ClientSecretFile is null)
            wrong.Add("SimSwap:ClientSecret or SimSwap:ClientSecretFile is missing.");
        if (options.ClientSecretFile is { } file && !File.Exists(file))
            wrong.Add("SimSwap:ClientSecretFile does not exist.");
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }
}
