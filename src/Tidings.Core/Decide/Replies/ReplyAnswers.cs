using Tidings.Core.Decide.Alerts;
using Tidings.Core.Messages;
using Tidings.Core.Track.Replies;

namespace Tidings.Core.Decide.Replies;

/// <summary>By which template each meaning is answered. An answer has the class of its own, and soon is of no use.</summary>
internal static class ReplyAnswers
{
    /// <summary>The templates that must be there: the product comes with them.</summary>
    public static readonly CompiledRule Stop = Rule("reply-stop", "STOP"), Start = Rule("reply-start", "START"), Help = Rule("reply-help", "HELP"), Info = Rule("reply-info", "INFO"),
        Unclear = Rule("reply-unclear", "not understood"), Unknown = Rule("reply-unknown", "unknown number");

    /// <returns>Null: the text asks for no answer.</returns>
    public static CompiledRule? For(ReplyMeaning meaning, string? keyword, Rulebook book) => meaning switch
    {
        ReplyMeaning.Stop => Stop,
        ReplyMeaning.Start => Start,
        ReplyMeaning.Help => Help,
        ReplyMeaning.Info => Info,
        // A keyword that the bank has taken away since it was read is not understood any more.
        ReplyMeaning.Own => keyword is not null && book.Answers.TryGetValue(keyword, out var own) ? own : Unclear,
        ReplyMeaning.Unclear => Unclear,
        _ => null,
    };

    public static CompiledRule Rule(string template, string title) =>
        new(new() { Id = template, Title = title, Class = MessageClass.Reply, Template = template, Validity = TimeSpan.FromHours(4) });
}
