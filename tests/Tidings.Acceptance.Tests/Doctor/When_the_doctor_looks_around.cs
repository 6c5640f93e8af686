using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Tidings.Server.Host;

namespace Tidings.Acceptance.Tests.Doctor;

/// <summary>What a node stands on beside its store: the clock, certificates, its configuration, carriers.</summary>
public sealed class When_the_doctor_looks_around : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tidings-doctor-");

    static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    string At(string name) => Path.Combine(_folder.FullName, name);

    [Theory]
    [InlineData(30, "30.0 s behind")]
    [InlineData(-30, "30.0 s ahead of")]
    public async Task A_clock_that_is_wrong_by_a_time_server_is_told(int seconds, string said)
    {
        await using var server = new FakeTimeServer(TimeSpan.FromSeconds(seconds));
        var told = (await DoctorAnswer.Alone("--data", At("data"), "--ntp", server.Address)).Problem;
        // Its answer takes its time here too.
        Assert.Matches($"^clock (30|29|31)\\.[0-9] s {said[7..]} {server.Address} -> Keep it by chrony", told);
    }

    [Fact]
    public async Task A_time_server_that_does_not_know_the_time_or_answers_another_question_is_not_believed()
    {
        await using (var lost = new FakeTimeServer(TimeSpan.Zero, stratum: 0))
            Assert.StartsWith($"clock {lost.Address} says that it does not know the time itself", (await DoctorAnswer.Alone("--data", At("data"), "--ntp", lost.Address)).Problem, StringComparison.Ordinal);
        await using (var forger = new FakeTimeServer(TimeSpan.Zero, echo: false))
            Assert.StartsWith($"clock {forger.Address} gave an answer that is none of SNTP", (await DoctorAnswer.Alone("--data", At("data"), "--ntp", forger.Address)).Problem, StringComparison.Ordinal);
        var nobody = $"127.0.0.1:{LoopbackPorts.Free()}";
        Assert.StartsWith($"clock {nobody} ", (await DoctorAnswer.Alone("--data", At("data"), "--ntp", nobody)).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_time_server_the_kernel_is_asked()
    {
        var answer = await DoctorAnswer.Alone("--data", At("data"));
        Assert.Matches("^clock (the kernel says that|not before what is stored)", Assert.Single([.. answer.Problems, .. answer.Good], static one => one.StartsWith("clock ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Certificates_are_read_fit_their_keys_and_are_in_force_for_a_while()
    {
        var good = Certificate("good", fromDays: -10, toDays: 90);
        (await DoctorAnswer.To("--data", At("data"), $"--Tls:CertificateFile={good}", $"--Tls:KeyFile={good}.key", $"--Carrier:Tls:CaFile={good}", $"--Carrier:Tls:PinnedKeys:0={new string('a', 64)}"))
            .IsWell("Tls:CertificateFile readable, 90 days left", "Carrier:Tls:CaFile readable, 90 days left", "Carrier:Tls:PinnedKeys 1;");

        var ending = Certificate("ending", fromDays: -10, toDays: 9);
        Assert.StartsWith("Tls:CertificateFile 9 days left -> Replace it, with its key", (await DoctorAnswer.To("--data", At("data"), $"--Tls:CertificateFile={ending}", $"--Tls:KeyFile={ending}.key")).Problem, StringComparison.Ordinal);
        var ended = Certificate("ended", fromDays: -10, toDays: -3);
        Assert.StartsWith("Carrier:Tls:CaFile ended 3 days ago -> Add the authority's new certificate", (await DoctorAnswer.To("--data", At("data"), $"--Carrier:Tls:CaFile={ended}")).Problem, StringComparison.Ordinal);
        var later = Certificate("later", fromDays: 5, toDays: 90);
        Assert.StartsWith("Carriers:north:Tls:CertificateFile not in force before 20", (await DoctorAnswer.To("--data", At("data"), $"--Carriers:north:Tls:CertificateFile={later}", $"--Carriers:north:Tls:KeyFile={later}.key")).Problem, StringComparison.Ordinal);

        var vault = await DoctorAnswer.To("--data", At("data"), "--Keys:Provider=Vault", "--Keys:Vault:Address=https://127.0.0.1:1", $"--Keys:Vault:TokenFile={good}", $"--Keys:Vault:CaFile={ended}");
        Assert.StartsWith("keys vault does not say which root key it has: Vault cannot be reached", vault.Problems[0], StringComparison.Ordinal);
        Assert.StartsWith("Keys:Vault:CaFile ended 3 days ago", vault.Problems[1], StringComparison.Ordinal);

        var another = await DoctorAnswer.To("--data", At("data"), $"--Tls:CertificateFile={good}", $"--Tls:KeyFile={ending}.key");
        Assert.StartsWith("Tls:CertificateFile ", another.Problem, StringComparison.Ordinal);
        var missing = await DoctorAnswer.To("--data", At("data"), $"--Tls:CertificateFile={At("nowhere")}");
        Assert.StartsWith("Tls:CertificateFile ", missing.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--Carrier:Rate=200", "configuration Carrier:Rate is not an option.")]
    [InlineData("--Carriers:north:Window=0", "configuration Carriers:north:Window: ")]
    [InlineData("--Carrier:Window=many", "configuration Failed to convert configuration value")]
    [InlineData("--Bank:Sender=Exämple", "configuration Bank:Sender: ")]
    [InlineData("--Keys:Provider=Vault", "keys Keys:Vault:Address must be")]
    [InlineData("--Carrier:Senders:GB=60123", "senders Carrier:Senders:GB: 60123 is not registered in GB by the bank's settings. Add it to furtherSenders.GB")]
    [InlineData("--Carrier:Senders:GB=", "configuration Carrier:Senders:GB is no sender.")]
    [InlineData("--config=/nowhere/tidings.json", "configuration /nowhere/tidings.json does not exist")]
    public async Task A_configuration_with_which_no_node_starts_is_told(string setting, string said)
    {
        var answer = await DoctorAnswer.To("--data", At("data"), setting);
        Assert.StartsWith(said, answer.Problems[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_settings_of_the_folder_that_it_is_started_in_are_read_first()
    {
        var file = At("appsettings.json");
        await File.WriteAllTextAsync(file, """{"Carrier":{"Window":0}}""", TestContext.Current.CancellationToken);
        Assert.Contains((await DoctorAnswer.In(_folder.FullName, "--data", At("data"))).Problems, static told => told.StartsWith("configuration Carrier:Window: ", StringComparison.Ordinal));
        // What comes later wins.
        Assert.DoesNotContain((await DoctorAnswer.In(_folder.FullName, "--data", At("data"), "--Carrier:Window=20")).Problems, static told => told.StartsWith("configuration ", StringComparison.Ordinal));
        await File.WriteAllTextAsync(file, "{", TestContext.Current.CancellationToken);
        Assert.StartsWith($"configuration {file} cannot be read as JSON", (await DoctorAnswer.In(_folder.FullName, "--data", At("data"))).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_in_place_of_a_file_and_a_file_in_place_of_a_folder_are_told()
    {
        Assert.StartsWith($"configuration {_folder.FullName} is a folder, not a file", (await DoctorAnswer.Alone("--config", _folder.FullName)).Problem, StringComparison.Ordinal);
        await File.WriteAllTextAsync(At("data"), "", TestContext.Current.CancellationToken);
        Assert.StartsWith($"data {At("data")} is a file, not a folder", (await DoctorAnswer.Alone("--data", At("data"))).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Carriers_are_bound_to_where_that_is_asked()
    {
        var (carrier, settings) = await LivedIn.Carrier();
        await using var _ = carrier;
        string[] all = ["--data", At("data"), .. settings, "--Carriers:north:Port=1", "--Access:TwoPersons:0=none"];
        (await DoctorAnswer.To(all)).IsWell("configuration");
        var visited = await DoctorAnswer.To([.. all, "--carriers"]);
        Assert.StartsWith("carrier north Unreachable", visited.Problem, StringComparison.Ordinal);
        Assert.Contains(visited.Good, static good => good.StartsWith("carrier main bound in ", StringComparison.Ordinal));
        Assert.StartsWith("configuration Carrier:Window: ", (await DoctorAnswer.To("--data", At("data"), "--carriers", "--Carrier:Window=0")).Problems[0], StringComparison.Ordinal);
    }

    /// <summary>In PEM, its key beside it.</summary>
    string Certificate(string name, int fromDays, int toDays)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var made = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256).CreateSelfSigned(Now.AddDays(fromDays), Now.AddDays(toDays).AddMinutes(5));
        var file = At($"{name}.pem");
        File.WriteAllText(file, made.ExportCertificatePem());
        File.WriteAllText($"{file}.key", key.ExportPkcs8PrivateKeyPem());
        return file;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
