using System.CommandLine;

namespace Tidings.Cli.Commands;

/// <summary><c>tidings templates</c>: what the bank's texts would run into.</summary>
internal static class TemplatesCommand
{
    public static Command Create() => new("templates", "The bank's texts, held against its policy packs") { Lint() };

    static Command Lint()
    {
        var (api, key) = (ApiCall.Api(), ApiCall.Key());
        var lint = new Command("lint", "Names each text that a policy pack which is on would keep back; exit code 1 where there is one") { api, key };
        lint.SetAction(async (parsed, cancel) =>
        {
            var found = 0;
            var code = await ApiCall.Send(parsed.GetValue(api)!, ApiCall.KeyOf(parsed.GetValue(key)), HttpMethod.Get, "/v1/policies/lint", null, answer =>
            {
                foreach (var one in answer["findings"]!.AsArray())
                {
                    found++;
                    Console.WriteLine($"{one!["alert"]}  {one["template"]}/{one["language"]}/{one["version"]}  {one["rule"]} ({one["jurisdiction"]}): {one["why"]}");
                }
                if (found == 0)
                    Console.WriteLine("No text breaks a policy that is on.");
            }, cancel);
            return code != 0 ? code : found > 0 ? 1 : 0;
        });
        return lint;
    }
}
