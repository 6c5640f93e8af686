namespace Tidings.Security.Keys.Providers.Aws;

/// <summary>AWS Key Management Service. Section <c>Keys:AwsKms</c>.</summary>
public sealed class AwsKmsOptions
{
    /// <summary>Id, ARN or alias (<c>alias/tidings</c>) of a symmetric key for ENCRYPT_DECRYPT. No default.</summary>
    public string KeyId { get; set; } = "";

    /// <summary>The region: <c>eu-central-1</c>. Default: that of the ARN, or of the SDK's own configuration.</summary>
    public string? Region { get; set; }

    /// <summary>Another address of the service, as of a VPC endpoint: https, or this machine. Default: the region's.</summary>
    public string? Endpoint { get; set; }

    /// <summary>A shared credentials file. Default: the SDK's own order (environment, web identity, container, instance).</summary>
    public string? CredentialsFile { get; set; }

    /// <summary>The profile in <see cref="CredentialsFile"/>. Default default.</summary>
    public string Profile { get; set; } = "default";

    internal string? RegionOrArns => Region ?? (KeyId.StartsWith("arn:", StringComparison.Ordinal) ? KeyId.Split(':').ElementAtOrDefault(3) : null);

    internal IEnumerable<string> Problems()
    {
        if (KeyId.Length is 0 or > 2048)
            yield return "Keys:AwsKms:KeyId is missing.";
        if (Endpoint is not null && (!Uri.TryCreate(Endpoint, UriKind.Absolute, out var address)
            || (address.Scheme != Uri.UriSchemeHttps && !(address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))))
            yield return "Keys:AwsKms:Endpoint must be https:// unless it is this machine.";
        if (Endpoint is not null && RegionOrArns is null)
            yield return "Keys:AwsKms:Endpoint needs Region.";
        if (CredentialsFile is not null && !File.Exists(CredentialsFile))
            yield return "Keys:AwsKms:CredentialsFile does not exist.";
        if (Profile.Length == 0)
            yield return "Keys:AwsKms:Profile is empty.";
    }
}
