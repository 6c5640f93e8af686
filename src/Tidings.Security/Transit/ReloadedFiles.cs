using System.Security.Cryptography;

namespace Tidings.Security.Transit;

/// <summary>
/// What is made of a few small files, made anew when their content changes. While the new content is broken (a certificate was replaced and its key not yet)
/// the old result goes on serving.
/// </summary>
internal sealed class ReloadedFiles<T>(string[] paths, Func<byte[][], T> make, TimeProvider time, Action<CertificateChange>? changed) where T : class
{
    /// <summary>The files are looked at no more often than this.</summary>
    public static TimeSpan LookEvery { get; } = TimeSpan.FromSeconds(2);

    readonly Lock _lock = new();
    T? _value;
    byte[] _seen = [];
    long? _looked;
    CertificateChange? _told;

    /// <summary>What is wrong with the files as they are now; null: nothing.</summary>
    public string? Problem { get; private set; }

    /// <exception cref="CertificateUnusableException">They have not been right since the start.</exception>
    public T Current
    {
        get
        {
            CertificateChange? news = null;
            T? value;
            lock (_lock)
            {
                if (_looked is not { } looked || time.GetElapsedTime(looked) >= LookEvery)
                    news = Look_NeedsLock();
                value = _value;
            }
            if (news is not null)
                changed?.Invoke(news);
            return value ?? throw new CertificateUnusableException(Problem!);
        }
    }

    CertificateChange? Look_NeedsLock()
    {
        _looked = time.GetTimestamp();
        var isFirst = _value is null;
        byte[][] contents = [];
        try
        {
            contents = [.. paths.Select(File.ReadAllBytes)];
            var hash = SHA256.HashData([.. contents.SelectMany(SHA256.HashData)]);
            if (hash.AsSpan().SequenceEqual(_seen))
                return null;
            _seen = hash;
            _value = make(contents);
            Problem = null;
            return Tell_NeedsLock(new(paths[0], isFirst ? CertificateNews.Loaded : CertificateNews.Replaced, null));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _seen = [];
            Problem = $"{paths[0]} or what belongs to it cannot be read ({e.GetType().Name}).";
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException or FormatException)
        {
            // The messages of these speak of formats, never of content.
            Problem = $"{paths[0]} or what belongs to it is not what it must be: {e.Message}";
        }
        finally
        {
            foreach (var content in contents)
                CryptographicOperations.ZeroMemory(content);
        }
        return Tell_NeedsLock(new(paths[0], CertificateNews.Broken, Problem));
    }

    /// <summary>The same news is told once.</summary>
    CertificateChange? Tell_NeedsLock(CertificateChange news)
    {
        if (news == _told)
            return null;
        _told = news.News == CertificateNews.Broken ? news : null;
        return news;
    }
}
