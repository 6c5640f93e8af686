namespace Tidings.Acceptance.Tests.Doctor;

/// <summary>What <c>tidings doctor</c> printed of everything but the machine, which is whichever runs the tests.</summary>
/// <param name="Problems">What is wrong and its words, with what to do behind an arrow.</param>
/// <param name="Good">What is as it should be.</param>
internal sealed record DoctorAnswer(IReadOnlyList<string> Problems, IReadOnlyList<string> Good)
{
    static readonly string[] OfMachine = [".NET", "cores", "time zones", "languages", "fsync", "free space", "folder"];

    /// <summary>Asks as a person does, the clock compared with a time server of the test that is right.</summary>
    public static async Task<DoctorAnswer> To(params string[] args)
    {
        await using var right = new FakeTimeServer(TimeSpan.Zero);
        return await Alone(["--ntp", right.Address, .. args]);
    }

    public static Task<DoctorAnswer> Alone(params string[] args) => In(null, args);

    /// <param name="folder">Where it is started; null: wherever the tests are.</param>
    public static async Task<DoctorAnswer> In(string? folder, params string[] args)
    {
        await using var process = TidingsProcess.StartIn(folder, ["doctor", .. args]);
        var (code, output) = await process.EndWithOutput();
        Assert.Equal("", process.Errors.Trim());
        var (problems, good) = (new List<string>(), new List<string>());
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < lines.Length; i++)
        {
            var words = string.Join(' ', lines[i][8..].Split(' ', StringSplitOptions.RemoveEmptyEntries));
            if (lines[i].StartsWith("ok ", StringComparison.Ordinal))
                good.Add(words);
            else if (lines[i].StartsWith("problem ", StringComparison.Ordinal))
                problems.Add($"{words} -> {lines[i + 1].Trim()}");
        }
        // The exit code is the answer that scripts read.
        Assert.Equal(problems.Count > 0 ? 1 : 0, code);
        return new([.. problems.Where(IsOurs)], [.. good.Where(IsOurs)]);
    }

    static bool IsOurs(string words) => !OfMachine.Any(of => words.StartsWith(of + " ", StringComparison.Ordinal));

    /// <summary>The one problem that there is.</summary>
    public string Problem => Assert.Single(Problems);

    /// <summary>Nothing is wrong, and each of these was looked at.</summary>
    public void IsWell(params string[] checks)
    {
        Assert.Empty(Problems);
        foreach (var check in checks)
            Assert.Contains(Good, good => good.StartsWith(check, StringComparison.Ordinal));
    }
}
