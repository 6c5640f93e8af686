using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using Amazon.Runtime;

namespace Tidings.Security.Keys.Providers.Aws;

/// <summary>The service's errors (KMS API reference, common errors included) sorted into what passes and what needs somebody's act.</summary>
internal static class AwsFaults
{
    public static Exception Of(Exception fault) => fault switch
    {
        InvalidCiphertextException or IncorrectKeyException => Refusals.NotOurs(),
        AmazonKeyManagementServiceException e when IsForNow(e) => new KeyProviderUnavailableException($"AWS KMS cannot answer now ({Code(e)})."),
        AmazonServiceException { StatusCode: not 0 } e and AmazonKeyManagementServiceException => new KeyRefusedException($"AWS KMS refuses the request ({Code(e)})."),
        AmazonClientException or HttpRequestException or IOException => new KeyProviderUnavailableException($"AWS KMS cannot be reached ({fault.GetType().Name})."),
        _ => fault,
    };

    static bool IsForNow(AmazonKeyManagementServiceException e) =>
        e is KeyUnavailableException or DependencyTimeoutException or KMSInternalException or ConflictException
        || e.ErrorCode is "ThrottlingException" or "Throttling" or "RequestLimitExceeded" or "ServiceUnavailable" or "ServiceUnavailableException"
            or "InternalFailure" or "RequestTimeout" or "RequestTimeoutException" or "ExpiredTokenException"
        || (int)e.StatusCode is 429 or >= 500;

    // Only a name out of the API's own list: messages may quote what was sent.
    static string Code(AmazonServiceException e) => e.ErrorCode is { Length: > 0 and < 60 } code && code.All(char.IsAsciiLetterOrDigit) ? code : $"{(int)e.StatusCode}";
}
