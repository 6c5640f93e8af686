using Tidings.Core.Decide.Alerts;
using Tidings.Core.Messages;

namespace Tidings.Core.Decide.Fraud.Questions;

/// <summary>What a customer hears about an unusual payment. He cannot switch it off: nobody could tell him from who took his account over.</summary>
internal static class FraudTexts
{
    /// <summary>The question, the question once more to who has not answered, and to whose answer was not understood.</summary>
    public static readonly CompiledRule Ask = Question("fraud-ask", "An unusual payment: was it you?"), Remind = Question("fraud-reminder", "An unusual payment: a reminder"),
        AskAgain = Question("fraud-ask-again", "An unusual payment: the answer was not understood");

    /// <summary>Whether he meant the payment, to who wrote NO after an ordinary alert.</summary>
    public static readonly CompiledRule NotYou = Question("fraud-not-you", "NO after an alert: was the payment not yours?");

    /// <summary>What answers YES, NO, and an answer that leaves open which question it is about.</summary>
    public static readonly CompiledRule Yes = Answer("fraud-yes", "YES"), No = Answer("fraud-no", "NO"), Which = Answer("fraud-which", "YES or NO without a number");

    public static IReadOnlyList<CompiledRule> All { get; } = [Ask, Remind, AskAgain, NotYou, Yes, No, Which];

    static CompiledRule Question(string template, string title) =>
        new(new() { Id = template, Title = title, Class = MessageClass.Fraud, Template = template, Mandatory = true, Validity = TimeSpan.FromHours(2) });

    static CompiledRule Answer(string template, string title) =>
        new(new() { Id = template, Title = title, Class = MessageClass.Reply, Template = template, Validity = TimeSpan.FromHours(4) });
}
