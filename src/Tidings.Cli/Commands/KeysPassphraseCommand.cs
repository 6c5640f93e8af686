using System.CommandLine;
using Microsoft.Extensions.Configuration;
using Tidings.Security.Keys;
using Tidings.Security.Keys.Providers;
using Tidings.Security.Keys.Providers.Keyring;

namespace Tidings.Cli.Commands;

/// <summary><c>tidings keys passphrase</c>: another passphrase for the keyring file, where the file is. Passphrases are never arguments, which everybody on the machine can read.</summary>
internal static class KeysPassphraseCommand
{
    public static Command Create()
    {
        var data = new Option<DirectoryInfo>("--data") { Description = "The node's folder, from which the keyring's path is taken", Required = true };
        var file = new Option<string?>("--new-file") { Description = "File whose first line is the new passphrase" };
        var variable = new Option<string?>("--new-variable") { Description = "Environment variable that holds it" };
        var credential = new Option<string?>("--new-credential") { Description = "systemd credential that holds it" };
        var passphrase = new Command("passphrase", "Puts the keyring file under another passphrase. Where it is and what it is under now comes from the environment, as the node has it (TIDINGS_Keys__File__...)")
        {
            data, file, variable, credential,
        };
        passphrase.SetAction((parsed, cancel) => Change(
            parsed.GetValue(data)!, new() { File = parsed.GetValue(file), Variable = parsed.GetValue(variable), Credential = parsed.GetValue(credential) }, cancel));
        return passphrase;
    }

    static async Task<int> Change(DirectoryInfo data, SecretOptions fresh, CancellationToken cancel)
    {
        if (new[] { fresh.File, fresh.Variable, fresh.Credential }.Count(static given => given is not null) != 1)
            return ApiCall.Wrong("Give one of --new-file, --new-variable and --new-credential.");
        var options = new ConfigurationBuilder().AddEnvironmentVariables("TIDINGS_").Build().GetSection(KeyProviderOptions.Section).Get<KeyProviderOptions>() ?? new();
        if (options.Provider != KeyProviderKind.File)
            return ApiCall.Wrong($"The root key is not in a file here (Keys:Provider is {options.Provider}).");
        options.File.Path = Path.Combine(data.FullName, options.File.Path);
        try
        {
            await KeyringPassphraseChange.Run(options.File, fresh, TimeProvider.System, cancel);
            Console.WriteLine("Changed. A running node needs the new passphrase where it reads the old one now, before it next asks for the root key.");
            return 0;
        }
        catch (Exception failure) when (failure is KeyProviderUnavailableException or KeyRefusedException)
        {
            return ApiCall.Wrong(failure.Message);
        }
    }
}
