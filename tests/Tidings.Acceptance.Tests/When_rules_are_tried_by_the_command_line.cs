using System.Text.Json.Nodes;

namespace Tidings.Acceptance.Tests;

public sealed class When_rules_are_tried_by_the_command_line : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tidings-backtest-");

    string At(string name) => Path.Combine(_folder.FullName, name);

    [Fact]
    public async Task A_model_is_trained_on_a_history_and_tried_on_what_came_after_it()
    {
        await TidingsProcess.Run("fraud", "sample", "--out", At("payments.csv"), "--days", "100", "--customers", "250");
        var trained = JsonNode.Parse(await TidingsProcess.Run("fraud", "train", At("payments.csv"), "--out", At("model.json"), "--until", "2026-03-15", "--json"))!;
        Assert.InRange((double)trained["average_precision"]!, (double)trained["held_out_share_of_frauds"]! * 5, 1);
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(await File.ReadAllBytesAsync(At("model.json"), TestContext.Current.CancellationToken))), (string?)trained["sha256"]);

        var lines = (await File.ReadAllLinesAsync(At("payments.csv"), TestContext.Current.CancellationToken)).Skip(1).Select(static line => line.Split(',')).Where(static line => string.CompareOrdinal(line[1], "2026-03-16") >= 0).ToArray();
        var tried = JsonNode.Parse(await TidingsProcess.Run("backtest", At("payments.csv"), "--model", At("model.json"), "--from", "2026-03-16", "--report", At("report.html"), "--json"))!;
        Assert.InRange((int)tried["payments"]!, lines.Length - 100, lines.Length);
        Assert.InRange((int)tried["frauds"]!, 1, lines.Count(static line => line[12] == "1"));
        Assert.InRange((int)tried["caught"]!, 1, (int)tried["frauds"]!);
        Assert.Contains("<svg", await File.ReadAllTextAsync(At("report.html"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await File.WriteAllTextAsync(At("rules.json"), """{"model":"live","rules":[{"id":"abroad","mode":"live","points":100,"when":[{"of":"country","is":"none-of","value":["DE"]}]}]}""", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(At("live.json"), """{"model":"live"}""", TestContext.Current.CancellationToken);
        var changed = JsonNode.Parse(await TidingsProcess.Run(
            "backtest", At("payments.csv"), "--model", At("model.json"), "--rules", At("rules.json"), "--against", At("live.json"), "--from", "2026-03-16", "--json"))!;
        Assert.Equal((lines.Count(static line => line[9] == "LV"), (int)tried["caught"]!), ((int)changed["rules"]![0]!["held"]!, (int)changed["live_caught"]!));
        Assert.Equal((int)changed["caught"]! - (int)tried["caught"]!, (int)changed["only_new_frauds"]!);
        Assert.Equal(0, (int)changed["only_live_alerts"]!);
        Assert.Equal(["live.json", "model.json", "payments.csv", "report.html", "rules.json"], _folder.EnumerateFiles().Select(static file => file.Name).Order());
    }

    [Fact]
    public async Task What_is_wrong_is_named_and_what_cannot_be_is_refused()
    {
        await File.WriteAllLinesAsync(At("few.csv"), ["id,time,customer,amount,fraud", "1,2026-01-01T10:00:00Z,C1,5,0", "2,yesterday,C1,5,0"], TestContext.Current.CancellationToken);
        await using (var train = TidingsProcess.Start("fraud", "train", At("few.csv"), "--out", At("model.json")))
        {
            Assert.Equal(1, await train.End());
            Assert.Contains("few.csv, row 2, column time: It is not a time.", train.Errors, StringComparison.Ordinal);
            Assert.Contains("too short", train.Errors, StringComparison.Ordinal);
        }
        Assert.False(File.Exists(At("model.json")));
        await File.WriteAllLinesAsync(At("amountless.csv"), ["id,time,customer", "1,2026-01-01T10:00:00Z,C1"], TestContext.Current.CancellationToken);
        foreach (var (told, args) in ((string, string[])[])
        [
            ("column amount: The file has no such column. Add it, or say which column it is: --map amount=ItsName.", ["backtest", At("amountless.csv")]),
            ("is not a day", ["backtest", At("few.csv"), "--from", "March"]),
            ("none.csv", ["backtest", At("none.csv")]),
            ("few.csv", ["backtest", At("few.csv"), "--rules", At("few.csv")]),
            ("not a JSON document", ["backtest", At("few.csv"), "--model", At("few.csv")]),
        ])
        {
            await using var process = TidingsProcess.Start(args);
            Assert.Equal(1, await process.End());
            Assert.Contains(told, process.Errors, StringComparison.Ordinal);
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
