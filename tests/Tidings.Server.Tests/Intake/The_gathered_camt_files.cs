using System.Globalization;
using System.Text.Json;

namespace Tidings.Server.Tests.Intake;

public sealed class The_gathered_camt_files
{
    static string? Folder()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (Directory.Exists(Path.Combine(at.FullName, "shared", "data", "camt")))
                return Path.Combine(at.FullName, "shared", "data", "camt");
        return null;
    }

    [Fact]
    public async Task Keep_their_entries_and_sums_through_the_door()
    {
        if (Folder() is not { } folder)
        {
            Assert.Skip("../shared/data/camt is not here; When_a_camt_file_is_posted does the same with files made here.");
            return;
        }
        await using var host = await IntakeHost.Start();
        using var expected = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(folder, "expected.json"), TestContext.Current.CancellationToken));
        foreach (var file in expected.RootElement.EnumerateArray())
        {
            var name = file.GetProperty("file").GetString()!;
            var answer = await host.Post("/v1/files", "application/xml", await File.ReadAllBytesAsync(Path.Combine(folder, name), TestContext.Current.CancellationToken));
            Assert.True(answer.Status == 200, name + answer.Text);
            Assert.Equal(file.GetProperty("entries").GetInt32(), answer.Json.GetProperty("entries").GetInt32());
            Assert.Equal(Sums(file.GetProperty("sumCRDT")), Sums(answer.Json.GetProperty("credits")));
            Assert.Equal(Sums(file.GetProperty("sumDBIT")), Sums(answer.Json.GetProperty("debits")));
            Assert.Equal(file.GetProperty("msg").GetString(), answer.Json.GetProperty("message").GetString());
        }
    }

    static (string, decimal)[] Sums(JsonElement sums) => [.. sums.EnumerateObject()
        .Select(s => (s.Name, s.Value.ValueKind == JsonValueKind.Number ? s.Value.GetDecimal() : decimal.Parse(s.Value.GetString()!, CultureInfo.InvariantCulture))).Order()];
}
