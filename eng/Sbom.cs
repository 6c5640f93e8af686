#:property PublishAot=false
// The bill of materials of what is shipped, in CycloneDX 1.6, from the lock files alone: the same files give the same bill, and nothing is asked of any network.
//   dotnet run eng/Sbom.cs -- <root of the checkout> <file to write>
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;

var (root, target) = (args[0], args[1]);
var cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
var version = XDocument.Load(Path.Combine(root, "Directory.Build.props")).Descendants("Version").Single().Value;
var packages = new SortedDictionary<string, (string Name, string Version, string Hash, SortedSet<string> Needs)>(StringComparer.OrdinalIgnoreCase);
foreach (var file in Directory.EnumerateFiles(Path.Combine(root, "src"), "packages.lock.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
{
    using var json = JsonDocument.Parse(File.ReadAllBytes(file));
    foreach (var framework in json.RootElement.GetProperty("dependencies").EnumerateObject())
        foreach (var package in framework.Value.EnumerateObject())
        {
            // A project of our own has no hash, and its packages stand in its own file.
            if (!package.Value.TryGetProperty("contentHash", out var hash))
                continue;
            var needs = package.Value.TryGetProperty("dependencies", out var all) ? all.EnumerateObject().Select(static one => one.Name) : [];
            packages.TryAdd(package.Name, (package.Name, package.Value.GetProperty("resolved").GetString()!, hash.GetString()!, new(needs, StringComparer.OrdinalIgnoreCase)));
            if (packages[package.Name].Version != package.Value.GetProperty("resolved").GetString())
                throw new InvalidDataException($"{package.Name} has two versions.");
        }
}

var components = packages.Values.Select(package => new JsonObject
{
    ["type"] = "library", ["scope"] = package.Name.EndsWith("Analyzers", StringComparison.Ordinal) ? "excluded" : "required", ["bom-ref"] = Purl(package.Name), ["name"] = package.Name, ["version"] = package.Version, ["purl"] = Purl(package.Name),
    ["hashes"] = new JsonArray(new JsonObject { ["alg"] = "SHA-512", ["content"] = Convert.ToHexStringLower(Convert.FromBase64String(package.Hash)) }),
    ["licenses"] = Licence(package.Name, package.Version) is { } licence ? new JsonArray(licence) : new JsonArray(),
}).ToArray();
var bill = new JsonObject
{
    ["bomFormat"] = "CycloneDX", ["specVersion"] = "1.6", ["version"] = 1,
    ["metadata"] = new JsonObject { ["component"] = new JsonObject { ["type"] = "application", ["bom-ref"] = "tidings", ["name"] = "tidings", ["version"] = version, ["licenses"] = new JsonArray(new JsonObject { ["expression"] = "Apache-2.0" }) } },
    ["components"] = new JsonArray([.. components]),
    ["dependencies"] = new JsonArray(
    [
        .. packages.Values.Select(package => (JsonNode)new JsonObject { ["ref"] = Purl(package.Name), ["dependsOn"] = new JsonArray([.. package.Needs.Where(packages.ContainsKey).Select(name => (JsonNode)Purl(name))]) }),
    ]),
};
// Of the contents, so that two bills of the same are the same.
var hash128 = SHA256.HashData(Encoding.UTF8.GetBytes(bill.ToJsonString()))[..16];
(hash128[6], hash128[8]) = ((byte)(hash128[6] & 0x0F | 0x80), (byte)(hash128[8] & 0x3F | 0x80));
bill["serialNumber"] = $"urn:uuid:{new Guid(hash128, bigEndian: true)}";
Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(target))!);
File.WriteAllText(target, bill.ToJsonString(new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }) + "\n");
Console.WriteLine($"{target}: {packages.Count} packages, {components.Count(static one => one["licenses"]!.AsArray().Count == 0)} without a licence that the package names");
return;

string Purl(string name) => $"pkg:nuget/{packages[name].Name}@{packages[name].Version}";

// What the package says of itself; a bill without it is made where the packages are not at hand.
JsonObject? Licence(string name, string of)
{
    var file = Path.Combine(cache, name.ToLowerInvariant(), of.ToLowerInvariant(), $"{name.ToLowerInvariant()}.nuspec");
    var licence = File.Exists(file) ? XDocument.Load(file).Descendants().FirstOrDefault(static one => one.Name.LocalName == "license") : null;
    return licence?.Attribute("type")?.Value switch
    {
        "expression" => new() { ["expression"] = licence.Value },
        "file" => new() { ["license"] = new JsonObject { ["name"] = $"in the package: {licence.Value}" } },
        _ => null,
    };
}
