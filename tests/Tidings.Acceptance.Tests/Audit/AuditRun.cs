namespace Tidings.Acceptance.Tests.Audit;

/// <summary>One run of <c>tidings audit</c>: how it ended and what it told.</summary>
internal sealed record AuditRun(int Code, string Output, string Errors)
{
    public static async Task<AuditRun> Of(params string[] arguments)
    {
        await using var process = TidingsProcess.Start(["audit", .. arguments]);
        var (code, output) = await process.EndWithOutput();
        return new(code, output, process.Errors.Trim());
    }

    /// <summary>The whole check of a folder: its log, and its store against it.</summary>
    public static Task<AuditRun> Verify(string folder, string key, params string[] more) =>
        Of(["verify", "--log", Path.Combine(folder, "audit"), "--key", key, .. more]);

    public void Finds(string what)
    {
        Assert.Equal(1, Code);
        Assert.Contains(what, Errors, StringComparison.Ordinal);
        Assert.Empty(Output);
    }

    public void IsGood(string says)
    {
        Assert.True(Code == 0, Errors);
        Assert.Contains(says, Output, StringComparison.Ordinal);
    }
}
