using Microsoft.Extensions.Time.Testing;
using Tidings.Security.Transit;

namespace Tidings.Security.Tests.Transit;

public sealed class When_certificate_files_are_replaced : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("tls-").FullName;
    readonly TestAuthority _authority = new();
    readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    readonly List<CertificateChange> _news = [];

    string CertificateFile => Path.Combine(_folder, "tls.crt");

    string KeyFile => Path.Combine(_folder, "tls.key");

    CertificateFiles Open() => new(CertificateFile, KeyFile, _time, _news.Add);

    void Later() => _time.Advance(TimeSpan.FromSeconds(2));

    static async Task<string?> Shown(CertificateFiles files) => await Handshake.Run(files.Current, static (_, _, _, _) => true);

    public void Dispose()
    {
        _authority.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task The_next_handshake_shows_the_new_one()
    {
        using var old = _authority.Issue();
        using var next = _authority.Issue();
        TestAuthority.Write(old, CertificateFile, KeyFile);
        var files = Open();
        Assert.Equal(old.SerialNumber, await Shown(files));
        TestAuthority.Write(next, CertificateFile, KeyFile);
        Assert.Equal(old.SerialNumber, await Shown(files));
        Later();
        Assert.Equal(next.SerialNumber, await Shown(files));
        Assert.Equal([CertificateNews.Loaded, CertificateNews.Replaced], _news.Select(static news => news.News));
    }

    [Fact]
    public async Task A_touched_file_of_the_same_content_is_no_news()
    {
        using var certificate = _authority.Issue();
        TestAuthority.Write(certificate, CertificateFile, KeyFile);
        var files = Open();
        var before = files.Current;
        TestAuthority.Write(certificate, CertificateFile, KeyFile);
        await File.WriteAllBytesAsync(CertificateFile, await File.ReadAllBytesAsync(CertificateFile, TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
        Later();
        Assert.Same(before, files.Current);
        Assert.Single(_news);
    }

    [Fact]
    public async Task While_the_new_one_is_broken_the_old_one_serves_and_it_is_said_once()
    {
        using var old = _authority.Issue();
        using var next = _authority.Issue();
        TestAuthority.Write(old, CertificateFile, KeyFile);
        var files = Open();
        Assert.Null((files.Current, files.Problem).Problem);
        foreach (var broken in (Action[])
        [
            () => File.WriteAllText(CertificateFile, next.ExportCertificatePem()),
            () => File.WriteAllText(CertificateFile, "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"),
            () => File.WriteAllText(CertificateFile, ""),
            () => File.Delete(CertificateFile),
        ])
        {
            _news.Clear();
            broken();
            for (var i = 0; i < 3; i++)
            {
                Later();
                Assert.Equal(old.SerialNumber, await Shown(files));
            }
            Assert.Equal(CertificateNews.Broken, Assert.Single(_news).News);
            Assert.NotNull(files.Problem);
            TestAuthority.Write(old, CertificateFile, KeyFile);
            Later();
            Assert.Null((files.Current, files.Problem).Problem);
        }
        TestAuthority.Write(next, CertificateFile, KeyFile);
        Later();
        Assert.Equal(next.SerialNumber, await Shown(files));
        Assert.Null(files.Problem);
    }

    [Fact]
    public void Files_that_never_were_right_say_so_until_they_are()
    {
        var files = Open();
        Assert.Contains(CertificateFile, Assert.Throws<CertificateUnusableException>(() => files.Current).Message, StringComparison.Ordinal);
        using var certificate = _authority.Issue();
        TestAuthority.Write(certificate, CertificateFile, KeyFile);
        Later();
        Assert.Equal(certificate.SerialNumber, files.Current.TargetCertificate.SerialNumber);
    }

    [Fact]
    public void The_days_left_are_those_of_the_one_that_serves()
    {
        using var certificate = _authority.Issue(daysLeft: 10);
        TestAuthority.Write(certificate, CertificateFile, KeyFile);
        var files = Open();
        Assert.Equal(10, files.DaysLeft, 0.01);
        _time.Advance(TimeSpan.FromDays(11));
        Assert.Equal(-1, files.DaysLeft, 0.01);
    }

    [Fact]
    public async Task What_is_between_it_and_the_authority_is_shown_too()
    {
        using var between = new TestAuthority("Between", under: _authority);
        using var certificate = between.Issue();
        var root = Path.Combine(_folder, "ca.pem");
        await File.WriteAllTextAsync(root, _authority.Pem, TestContext.Current.CancellationToken);
        var trust = new PinnedCertificates([], authorities: new Authorities(root, _time));
        TestAuthority.Write(certificate, CertificateFile, KeyFile);
        var files = Open();
        Assert.Null(await Handshake.Run(files.Current, trust.IsTrusted));
        await File.AppendAllTextAsync(CertificateFile, between.Pem, TestContext.Current.CancellationToken);
        Later();
        Assert.Equal(certificate.SerialNumber, await Handshake.Run(files.Current, trust.IsTrusted));
    }

    [Fact]
    public void One_file_may_hold_both()
    {
        using var certificate = _authority.Issue();
        TestAuthority.Write(certificate, CertificateFile);
        Assert.True(new CertificateFiles(CertificateFile, null, _time).Current.TargetCertificate.HasPrivateKey);
    }

    [Fact]
    public void No_news_repeats_what_is_in_the_files()
    {
        File.WriteAllText(CertificateFile, "hunter2");
        File.WriteAllText(KeyFile, "-----BEGIN PRIVATE KEY-----\nhunter2\n-----END PRIVATE KEY-----\n");
        var failure = Assert.Throws<CertificateUnusableException>(() => Open().Current);
        Assert.DoesNotContain("hunter2", failure.ToString() + _news[0], StringComparison.Ordinal);
    }
}
