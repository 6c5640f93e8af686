using System.Collections;
using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;
using Tidings.Security.Tests.Transit;
using Tidings.Server.Deliver.Approval;
using Tidings.Server.Deliver.Settings;

namespace Tidings.Server.Tests.Deliver.Approval;

public sealed class When_a_carriers_settings_are_written_down : IDisposable
{
    static readonly byte[] Key = "the installation's, for carriers"u8.ToArray();

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tidings-carrier-");

    public void Dispose() => _folder.Delete(recursive: true);

    static string Of(CarrierOptions options, string name = "main", byte[]? key = null) => Encoding.UTF8.GetString(CarrierDocument.Of(name, options, key ?? Key));

    [Fact]
    public void What_stands_at_its_default_is_left_out_but_where_it_leads() =>
        Assert.Equal("""{"host":"127.0.0.1","kind":"Smpp","name":"main","port":2775,"systemId":"tidings"}""", Of(new()));

    [Fact]
    public void What_is_set_is_in_it_by_its_name_in_order_whatever_the_order_it_was_set_in()
    {
        var options = new CarrierOptions { Host = "smpp.example", Tls = { Enabled = true, PinnedKeys = ["ab", "cd"] }, Prices = { ["GB"] = 0.031m, ["*"] = 0.05m }, ReceiptPatience = TimeSpan.FromSeconds(1) };
        Assert.Equal(
            """{"host":"smpp.example","kind":"Smpp","name":"main","port":2775,"prices":{"*":0.05,"GB":0.031},"receiptPatience":"00:00:01","systemId":"tidings","tls":{"enabled":true,"pinnedKeys":["ab","cd"]}}""",
            Of(options));
        Assert.Equal(Of(options), Of(new() { ReceiptPatience = TimeSpan.FromSeconds(1), Tls = { PinnedKeys = ["ab", "cd"], Enabled = true }, Prices = { ["*"] = 0.05m, ["GB"] = 0.031m }, Host = "smpp.example" }));
    }

    public static TheoryData<string> Options => [.. Paths(typeof(CarrierOptions), "")];

    static IEnumerable<string> Paths(Type type, string at) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(static option => option.CanWrite)
        .SelectMany(option => IsSection(option.PropertyType) ? Paths(option.PropertyType, $"{at}{option.Name}:") : [$"{at}{option.Name}"]);

    static bool IsSection(Type type) => type.IsClass && type != typeof(string) && !type.IsAssignableTo(typeof(IEnumerable));

    /// <summary>Whatever options there are, also those that are added: a change of one is a change.</summary>
    [Theory, MemberData(nameof(Options))]
    public void Every_option_that_is_changed_changes_it(string path)
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "file"), "what is in it");
        var options = new CarrierOptions();
        object section = options;
        foreach (var name in path.Split(':')[..^1])
            section = section.GetType().GetProperty(name)!.GetValue(section)!;
        var option = section.GetType().GetProperty(path.Split(':')[^1])!;
        if (option.Name is "CertificateFile" or "CaFile")
        {
            using var authority = new TestAuthority();
            File.WriteAllText(Path.Combine(_folder.FullName, "file"), authority.Pem);
        }
        option.SetValue(section, Other(option, option.GetValue(section)));
        Assert.NotEqual(Of(new()), Of(options));
        Assert.DoesNotContain("hunter2", Of(options), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_key_in_the_file_of_one_that_calls_is_a_change_and_the_key_is_not_in_it()
    {
        var file = Path.Combine(_folder.FullName, "application.pem");
        var options = new CarrierOptions { Kind = CarrierKind.Vonage, Http = { Voice = { From = "+442079460123", PrivateKeyFile = file } } };
        File.WriteAllText(file, "-----BEGIN PRIVATE KEY-----\nhunter2");
        var before = Of(options);
        File.WriteAllText(file, "-----BEGIN PRIVATE KEY-----\nhunter3");
        Assert.NotEqual(before, Of(options));
        Assert.DoesNotContain("hunter", before + Of(options), StringComparison.Ordinal);
    }

    object Other(PropertyInfo option, object? usual)
    {
        var type = Nullable.GetUnderlyingType(option.PropertyType) ?? option.PropertyType;
        if (type.IsEnum)
            return Enum.GetValues(type).Cast<object>().First(one => !one.Equals(usual));
        if (type.IsArray)
            return OneOf(type.GetElementType()!);
        if (usual is IDictionary all)
        {
            var value = type.GetGenericArguments()[1];
            all["0x1400"] = value.IsEnum ? Enum.GetValues(value).GetValue(1) : value == typeof(decimal) ? 1m : option.IsDefined(typeof(SecretAttribute)) ? "hunter2" : "plain";
            return all;
        }
        return usual switch
        {
            bool yes => !yes,
            TimeSpan time => time + TimeSpan.FromSeconds(1),
            string or null when option.Name.EndsWith("File", StringComparison.Ordinal) => Path.Combine(_folder.FullName, "file"),
            string or null when type == typeof(string) => option.IsDefined(typeof(SecretAttribute)) ? "hunter2" : "another",
            _ => Convert.ChangeType(Convert.ToDecimal(usual ?? 0, System.Globalization.CultureInfo.InvariantCulture) + 1, type, System.Globalization.CultureInfo.InvariantCulture),
        };
    }

    static Array OneOf(Type of)
    {
        var array = Array.CreateInstance(of, 1);
        array.SetValue(of == typeof(string) ? "one" : Enum.GetValues(of).GetValue(1), 0);
        return array;
    }

    [Fact]
    public void An_option_that_sounds_like_a_secret_is_treated_as_one() => Assert.Empty(
        from section in (Type[])[typeof(CarrierOptions), typeof(HttpCarrierOptions), typeof(CarrierTls)]
        from option in section.GetProperties()
        where option.PropertyType == typeof(string) && (option.Name.Contains("Password", StringComparison.Ordinal) || option.Name.Contains("Secret", StringComparison.Ordinal) || option.Name.Contains("Token", StringComparison.Ordinal))
            && !option.Name.EndsWith("File", StringComparison.Ordinal) && !option.IsDefined(typeof(SecretAttribute))
        select option.Name);

    [Fact]
    public void A_secret_is_a_hash_that_only_the_installation_makes_and_another_at_each_place()
    {
        var options = new CarrierOptions { Kind = CarrierKind.Http, Password = "hunter2", Http = { Secret = "hunter2", CallbackSecret = "hunter2", Headers = { ["Authorization"] = "Bearer hunter2" }, Url = "https://x.example/send?key=hunter2" } };
        string[] hashes = [.. Hashes(Of(options))];
        Assert.Equal(5, hashes.Distinct().Count());
        Assert.DoesNotContain("hunter2", Of(options), StringComparison.Ordinal);
        Assert.Empty(hashes.Intersect(Hashes(Of(options, "north"))));
        Assert.Empty(hashes.Intersect(Hashes(Of(options, key: "another installation's, of 32 oct"u8.ToArray()))));
        Assert.Equal(Of(options), Of(options));
    }

    static IEnumerable<string> Hashes(string document) => document.Split("keyed:").Skip(1).Select(static part => part[..32]);

    [Fact]
    public void What_a_file_holds_counts_with_its_place()
    {
        var file = Path.Combine(_folder.FullName, "password");
        File.WriteAllText(file, "hunter2\n");
        var options = new CarrierOptions { PasswordFile = file };
        var before = Of(options);
        Assert.Equal(Hashes(Of(new() { Password = "hunter2" })), Hashes(before));
        File.WriteAllText(file, "hunter3\n");
        Assert.NotEqual(before, Of(options));
        Assert.DoesNotContain("hunter", Of(options).Replace(file, "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Certificates_stand_in_it_by_their_fingerprint()
    {
        using var authority = new TestAuthority();
        using var other = new TestAuthority();
        var (ours, authorities) = (Path.Combine(_folder.FullName, "ours.pem"), Path.Combine(_folder.FullName, "ca.pem"));
        File.WriteAllText(ours, authority.Pem);
        File.WriteAllText(authorities, authority.Pem);
        var options = new CarrierOptions { Tls = { CertificateFile = ours, CaFile = authorities } };
        var before = JsonNode.Parse(Of(options))!["tls"]!;
        Assert.Equal(authority.Certificate.GetCertHashString(System.Security.Cryptography.HashAlgorithmName.SHA256), (string?)before["certificateSha256"], ignoreCase: true);
        File.WriteAllText(authorities, other.Pem);
        var after = JsonNode.Parse(Of(options))!["tls"]!;
        Assert.Equal((string?)before["certificateSha256"], (string?)after["certificateSha256"]);
        Assert.NotEqual((string?)before["caSha256"], (string?)after["caSha256"]);
    }
}
