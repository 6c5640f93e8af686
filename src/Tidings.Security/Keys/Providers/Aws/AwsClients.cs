using Amazon;
using Amazon.KeyManagementService;
using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;

namespace Tidings.Security.Keys.Providers.Aws;

/// <summary>The SDK's clients as the options want them. They are made at the first call, since making them may look for credentials.</summary>
internal sealed class AwsClients(AwsKmsOptions options, TimeSpan timeout) : IDisposable
{
    const int Repetitions = 2;
    readonly Lazy<AmazonKeyManagementServiceClient> _repeating = new(() => Make(options, timeout, Repetitions), LazyThreadSafetyMode.PublicationOnly);
    readonly Lazy<AmazonKeyManagementServiceClient> _once = new(() => Make(options, timeout, repetitions: 0), LazyThreadSafetyMode.PublicationOnly);

    /// <summary>Repeats what failed for now: for requests that change nothing.</summary>
    public AmazonKeyManagementServiceClient Repeating => _repeating.Value;

    /// <summary>Sends a request once.</summary>
    public AmazonKeyManagementServiceClient Once => _once.Value;

    public void Dispose()
    {
        foreach (var client in (Lazy<AmazonKeyManagementServiceClient>[])[_repeating, _once])
        {
            if (client.IsValueCreated)
                client.Value.Dispose();
        }
    }

    static AmazonKeyManagementServiceClient Make(AwsKmsOptions options, TimeSpan timeout, int repetitions)
    {
        var config = new AmazonKeyManagementServiceConfig { Timeout = timeout, RetryMode = RequestRetryMode.Standard, MaxErrorRetry = repetitions };
        if (options.Endpoint is { } endpoint)
        {
            config.ServiceURL = endpoint;
            config.AuthenticationRegion = options.RegionOrArns;
        }
        else if (options.RegionOrArns is { } region)
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        }
        return options.CredentialsFile is { } file ? new(Credentials(file, options.Profile), config) : new(config);
    }

    static AWSCredentials Credentials(string path, string profile)
    {
        var file = new SharedCredentialsFile(path);
        return file.TryGetProfile(profile, out var found) ? found.GetAWSCredentials(file)
            : throw new KeyRefusedException("The AWS credentials file has no profile of the configured name.");
    }
}
