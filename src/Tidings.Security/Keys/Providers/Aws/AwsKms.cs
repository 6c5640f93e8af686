using System.Security.Cryptography;
using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;

namespace Tidings.Security.Keys.Providers.Aws;

/// <summary>
/// The root key is a symmetric key of AWS KMS. The context is the encryption context, which the service writes to CloudTrail in the clear. An id of a root
/// key version is the key's ARN, '#' and the id of its key material.
/// </summary>
internal sealed class AwsKms(AwsKmsOptions options, TimeSpan timeout, TimeProvider time) : IKeyProvider
{
    static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(200);
    readonly AwsClients _clients = new(options, timeout);
    readonly CallLimit _limit = new("aws-kms", timeout, time);

    public string Name => "aws-kms";

    public ValueTask<WrappedKey> Wrap(ReadOnlyMemory<byte> key, string context, CancellationToken cancel)
    {
        Refusals.IfNotAKey(key);
        return Call(async stop =>
        {
            var root = await Current(stop).ConfigureAwait(false);
            var copy = key.ToArray();
            try
            {
                var answer = await _clients.Repeating.EncryptAsync(
                    new() { KeyId = ArnOf(root), Plaintext = new(copy), EncryptionContext = BoundTo(context) }, stop).ConfigureAwait(false);
                return new WrappedKey(root, answer.CiphertextBlob.ToArray());
            }
            finally
            {
                CryptographicOperations.ZeroMemory(copy);
            }
        }, cancel);
    }

    public ValueTask<byte[]> Unwrap(WrappedKey wrapped, string context, CancellationToken cancel) => Call(async stop =>
    {
        // The service itself knows by what the value was wrapped; naming the key refuses what another of the account's keys wrapped.
        var arn = ArnOf(wrapped.RootKeyId);
        if (wrapped.Bytes.IsEmpty)
            throw Refusals.NotOurs();
        var answer = await _clients.Repeating.DecryptAsync(
            new() { KeyId = arn, CiphertextBlob = new(wrapped.Bytes.ToArray()), EncryptionContext = BoundTo(context) }, stop).ConfigureAwait(false);
        var key = answer.Plaintext.ToArray();
        if (answer.Plaintext.TryGetBuffer(out var buffer))
            CryptographicOperations.ZeroMemory(buffer);
        return key.Length == Refusals.KeySize ? key : throw Refusals.NotOurs();
    }, cancel);

    public ValueTask<string> RotateRoot(CancellationToken cancel) => Call(async stop =>
    {
        var before = await Current(stop).ConfigureAwait(false);
        await _clients.Once.RotateKeyOnDemandAsync(new() { KeyId = ArnOf(before) }, stop).ConfigureAwait(false);
        while (true)
        {
            // The service begins the rotation and makes it a moment later.
            var now = await Current(stop).ConfigureAwait(false);
            if (now != before || !now.Contains('#', StringComparison.Ordinal))
                return now;
            await Task.Delay(LookAgain, time, stop).ConfigureAwait(false);
        }
    }, cancel);

    public ValueTask<string> CurrentRoot(CancellationToken cancel) => Call(Current, cancel);

    public ValueTask DisposeAsync()
    {
        _clients.Dispose();
        return ValueTask.CompletedTask;
    }

    public override string ToString() => Name;

    async Task<string> Current(CancellationToken cancel)
    {
        var key = (await _clients.Repeating.DescribeKeyAsync(new DescribeKeyRequest { KeyId = options.KeyId }, cancel).ConfigureAwait(false)).KeyMetadata;
        if (key.KeySpec != KeySpec.SYMMETRIC_DEFAULT || key.KeyUsage != KeyUsageType.ENCRYPT_DECRYPT)
            throw new KeyRefusedException("The key in AWS KMS is not a symmetric key for ENCRYPT_DECRYPT.");
        return string.IsNullOrEmpty(key.CurrentKeyMaterialId) ? key.Arn : $"{key.Arn}#{key.CurrentKeyMaterialId}";
    }

    /// <summary>An alias may have been pointed to another key since; the value names the one that wrapped it.</summary>
    static string ArnOf(string rootKeyId)
    {
        var parts = rootKeyId.Split('#');
        return parts[0].StartsWith("arn:", StringComparison.Ordinal) && parts[0].Contains(":key/", StringComparison.Ordinal)
            && (parts.Length == 1 || (parts.Length == 2 && parts[1].Length == 64 && parts[1].All(char.IsAsciiHexDigit)))
            ? parts[0] : throw Refusals.OtherRoot();
    }

    // Prefixed, since an empty value is no context.
    static Dictionary<string, string> BoundTo(string context) => new() { ["tidings"] = $"context={context}" };

    async ValueTask<T> Call<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancel)
    {
        try
        {
            return await _limit.Run(call, cancel).ConfigureAwait(false);
        }
        catch (Exception e) when (AwsFaults.Of(e) is var known && known != e)
        {
            throw known;
        }
    }
}
