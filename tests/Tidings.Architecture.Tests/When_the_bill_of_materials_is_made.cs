using System.Diagnostics;
using System.Text.Json;

namespace Tidings.Architecture.Tests;

public sealed class When_the_bill_of_materials_is_made : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tidings-sbom-");

    [Fact]
    public async Task Each_package_that_is_shipped_is_in_it_with_its_version_hash_and_licence_and_two_are_the_same()
    {
        var (first, second) = (await Made("1.json"), await Made("2.json"));
        Assert.Equal(first, second);
        using var bill = JsonDocument.Parse(first);
        Assert.Equal(("CycloneDX", "1.6"), (bill.RootElement.GetProperty("bomFormat").GetString(), bill.RootElement.GetProperty("specVersion").GetString()));
        var components = bill.RootElement.GetProperty("components").EnumerateArray().ToArray();
        Assert.Equal(Locked(), components.Select(static one =>
            (one.GetProperty("name").GetString()!, one.GetProperty("version").GetString()!, one.GetProperty("hashes")[0].GetProperty("content").GetString()!)).Order());
        Assert.All(components, static one => Assert.NotEqual(0, one.GetProperty("licenses").GetArrayLength()));
        var known = components.Select(static one => one.GetProperty("bom-ref").GetString()).ToHashSet();
        Assert.All(bill.RootElement.GetProperty("dependencies").EnumerateArray().SelectMany(static one => one.GetProperty("dependsOn").EnumerateArray()), needs => Assert.Contains(needs.GetString(), known));
    }

    static IEnumerable<(string, string, string)> Locked() => Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "packages.lock.json", SearchOption.AllDirectories)
        .SelectMany(static file => JsonDocument.Parse(File.ReadAllBytes(file)).RootElement.GetProperty("dependencies").EnumerateObject().SelectMany(static framework => framework.Value.EnumerateObject()))
        .Where(static package => package.Value.TryGetProperty("contentHash", out _))
        .Select(static package => (package.Name, package.Value.GetProperty("resolved").GetString()!, Convert.ToHexStringLower(Convert.FromBase64String(package.Value.GetProperty("contentHash").GetString()!)))).Distinct().Order();

    async Task<string> Made(string name)
    {
        var file = Path.Combine(_folder.FullName, name);
        using var made = Process.Start(new ProcessStartInfo(Path.Combine(Repository.Root, "tidings"), ["sbom", file]) { RedirectStandardOutput = true })!;
        var told = await made.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await made.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(made.ExitCode == 0, told);
        return await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
