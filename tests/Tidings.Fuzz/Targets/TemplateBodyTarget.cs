using System.Text;
using Tidings.Core.Compose;
using Tidings.Core.Compose.Templates;
using Tidings.Core.Decide;
using Tidings.Core.Messages;
using Tidings.Fuzz.Engine;

namespace Tidings.Fuzz.Targets;

/// <summary>
/// The Liquid of one text. Oracles: it is judged, whatever it is; what passes renders with every sample; what is rendered keeps the rules of a text;
/// an error stands at a place that the text has.
/// </summary>
internal sealed class TemplateBodyTarget : FuzzTarget
{
    static readonly BankSettings Bank = new() { Name = "Example Bank", Hotline = "+44 20 7946 0000", Sender = new("EXAMPLE"), HomeCountry = "GB" };
    static readonly TemplateRules Rules = new() { Bank = Bank };

    public override string Name => "template-body";

    public override int Longest => 4200;

    public override long MayAllocate(int octets) => 1024 * 1024 + 4096L * octets;

    public override IReadOnlyList<byte[]> Words { get; } =
    [
        .. new[]
        {
            "{{", "}}", "{%", "%}", "{%-", "-%}", "{{-", "-}}", "if", "elsif", "else", "endif", "unless", "endunless", "case", "when", "endcase", "comment", "endcomment", "raw", "endraw", " ", "|", ":", ",", ".", "'", "\"",
            "==", "!=", "<", ">=", "and", "or", "contains", "amount", "merchant", "data", "data.x", "balance", "account.nickname", "default", "truncate", "upcase", "date", "1", "-1.5", "79228162514264337593543950336", "nil", "blank",
            "true", "\n", "€", "{% if merchant %}{{ merchant }}{% endif %}", "{% case status %}{% when 'x', 'y' %}z{% endcase %}", "http://example.com", "4111 1111 1111 1111",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    public override IEnumerable<byte[]> Seeds() =>
    [
        .. PresetTemplates.All.SelectMany(static template => template.Bodies.Values).Distinct().Take(40).Select(Encoding.UTF8.GetBytes),
        Encoding.UTF8.GetBytes("{% comment %}{{ x }}{% endcomment %}{% raw %}{{ y }}{% endraw %}{{- amount | default: 'none' -}}"),
    ];

    public override void Run(byte[] input, Features seen)
    {
        var body = Encoding.UTF8.GetString(input);
        var template = new Template { Id = "t", Version = 1, Class = MessageClass.Transaction, State = TemplateState.Approved, Bodies = new Dictionary<string, string> { ["en"] = body } };
        var errors = TemplateCheck.Check(template, Rules);
        foreach (var error in errors)
            seen.AddWords(1, error.Code);
        seen.AddMagnitude(2, errors.Count);
        foreach (var sample in Enum.GetValues<PreviewSample>())
        {
            var text = TemplatePreview.Render(template, "en", Bank, sample).Text;
            Oracle.Holds(errors.Count > 0 || text is not null, "what passes renders");
            Oracle.Holds(text is null || TextRules.Broken(text, false) is null, "a text keeps its rules");
            seen.AddMagnitude(3, text?.Length ?? -1);
        }
    }
}
