namespace Tidings.Security.Transit;

/// <summary>What became of certificate files.</summary>
/// <param name="File">The first of them.</param>
/// <param name="News">What happened.</param>
/// <param name="Problem">For <see cref="CertificateNews.Broken"/>: why, without content.</param>
public sealed record CertificateChange(string File, CertificateNews News, string? Problem);

/// <summary>What can become of certificate files.</summary>
public enum CertificateNews
{
    /// <summary>Read for the first time.</summary>
    Loaded = 0,
    /// <summary>New content counts from now on.</summary>
    Replaced,
    /// <summary>The new content cannot be used; the old one goes on serving where there was one.</summary>
    Broken,
}

/// <summary>Certificate files have not been usable since the start, so that there is nothing to go on with.</summary>
public sealed class CertificateUnusableException(string message) : Exception(message);
