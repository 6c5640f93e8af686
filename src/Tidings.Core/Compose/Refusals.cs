using Tidings.Core.Messages;

namespace Tidings.Core.Compose;

/// <summary>The reasons that composing gives, for machines and for people.</summary>
static class Refusals
{
    public static Reason NoTemplate(string id) => new("no-template", $"there is no approved version of template {id}");
    public static Reason NoLanguage(string id, string language) => new("no-language", $"template {id} has no text in {language}, the bank's default or en");
    public static Reason Fallback(string wanted, string used) => new("language-fallback", $"no text in {wanted}: {used} instead");
    public static Reason Missing(string body, string variable) => new("missing-value", $"{body} needs {variable}, which the event does not have");
    public static Reason Failed(string body, Exception failure) => new("template-failed", $"{body} could not be rendered ({failure.GetType().Name})");
    public static Reason ClassMismatch(MessageClass template, MessageClass rule) =>
        new("class-mismatch", $"a template of class {Kebab(template)} cannot pass as {Kebab(rule)}");

    public static Reason TooLong { get; } = new("text-too-long", $"the text is longer than {Templates.TextBuffer.Capacity} characters");
    public static Reason NoSender { get; } = new("no-sender", "no sender is registered in the number's country");
    public static Reason Empty { get; } = new("empty-text", "nothing is left to say with these values");
    public static Reason FullCardNumber { get; } = new("card-number", "the text would hold a full card number");
    public static Reason ControlCharacter { get; } = new("control-character", "the text would hold a character that steers the display");

    static string Kebab(MessageClass of) => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(of.ToString());
}
