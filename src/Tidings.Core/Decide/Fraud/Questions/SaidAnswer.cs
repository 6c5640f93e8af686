namespace Tidings.Core.Decide.Fraud.Questions;

/// <summary>What a text says to a question: yes, no, or neither; and which question it names.</summary>
/// <param name="Yes">Null: neither.</param>
/// <param name="Number">Null: it names none.</param>
/// <param name="Denies">Whether it denies a payment though nothing was asked.</param>
public readonly record struct SaidAnswer(bool? Yes, int? Number, Denial Denies);

/// <summary>How surely a text that answers no question denies a payment.</summary>
public enum Denial : byte
{
    /// <summary>It does not, or says NO among words that may be about anything: "no thanks, I have no time".</summary>
    None = 0,
    /// <summary>By what is said of little else: several words that deny, or a word as "fraud".</summary>
    Within,
    /// <summary>There is nothing else in it.</summary>
    Alone,
}
