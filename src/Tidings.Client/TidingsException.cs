using System.Globalization;
using System.Text;
using Tidings.Client.Verifications;

namespace Tidings.Client;

/// <summary>
/// The node did not do what it was asked to. <see cref="Exception.Message"/> has codes and names of fields and nothing of what was sent, so that it may be logged.
/// </summary>
public sealed class TidingsException : Exception
{
    /// <summary>The <see cref="Code"/> where no answer came in time: what was asked may or may not be done. What the client repeats by itself is safe to send again.</summary>
    public const string Unreachable = "unreachable";

    /// <summary>The <see cref="Code"/> where the answer is none of a node's: something else stands at the address, or before it.</summary>
    public const string NotUnderstood = "not-understood";

    /// <summary>The <see cref="Code"/> where a verification has ended already: nothing was judged, and nothing is approved.</summary>
    public const string VerificationOver = "verification-over";

    /// <summary>The <see cref="Code"/> where no code may be sent for now. Which limit it was is not said, since it would tell who exists.</summary>
    public const string VerificationLimited = "verification-limited";

    /// <summary>The <see cref="Code"/> where no means of the purpose is open to the customer, or not the one that was asked for: <see cref="Allowed"/> has each. Nothing was sent or begun.</summary>
    public const string MeansNotAllowed = "verification-means";

    /// <summary>The <see cref="Code"/> where a rule of the bank's sends no text for this now and wants the customer proved another way. Nothing was sent or begun.</summary>
    public const string VerificationHeld = "verification-held";

    const int MostFieldsInMessage = 8;
    const int LongestFieldInMessage = 80;

    internal TidingsException(string code, int? status, IReadOnlyList<FieldError> errors, Uri? help, Exception? inner = null)
        : base(Words(code, status, errors, help), inner) => (Code, Status, Errors, Help) = (code, status, errors, help);

    /// <summary>Stable, for programs: a code of the node's <c>/errors</c>, or one of the constants here.</summary>
    public string Code { get; }

    /// <summary>The HTTP status. Null: there was no answer.</summary>
    public int? Status { get; }

    /// <summary>Every field that is wrong. Empty: the code says it all.</summary>
    public IReadOnlyList<FieldError> Errors { get; }

    /// <summary>By which means a customer may prove himself, and why not by others. Empty: it is not about that.</summary>
    public IReadOnlyList<AllowedMeans> Allowed { get; internal init; } = [];

    /// <summary>The page about the code on the node itself. Null: there is none.</summary>
    public Uri? Help { get; }

    /// <summary>What the node says about this call, for people. Null: nothing more than the code.</summary>
    public string? Detail { get; internal init; }

    /// <summary>When to come again. Null: the node did not say.</summary>
    public TimeSpan? RetryAfter { get; internal init; }

    /// <summary>What an operator finds this call by in the node's log. Null: the node did not say.</summary>
    public string? RequestId { get; internal init; }

    static string Words(string code, int? status, IReadOnlyList<FieldError> errors, Uri? help)
    {
        var words = new StringBuilder(code == Unreachable ? "The node did not answer in time" : "The node refused the call").Append(" (").Append(code);
        if (status is { } number)
            words.Append(CultureInfo.InvariantCulture, $", status {number}");
        words.Append(')');
        for (var i = 0; i < errors.Count && i < MostFieldsInMessage; i++)
            words.Append(i == 0 ? ": " : ", ").Append(IsPlain(errors[i].Field) ? errors[i].Field : "a field").Append(' ').Append(errors[i].Code);
        if (errors.Count > MostFieldsInMessage)
            words.Append(CultureInfo.InvariantCulture, $" and {errors.Count - MostFieldsInMessage} more");
        words.Append('.');
        if (help is not null)
            words.Append(" See ").Append(help);
        return words.ToString();
    }

    // A member that nobody knows has the name that the sender gave it, which might be a number or a person's.
    static bool IsPlain(string field)
    {
        var digits = 0;
        foreach (var c in field)
        {
            digits = char.IsAsciiDigit(c) ? digits + 1 : 0;
            if (digits > 3 || !(char.IsAsciiLetterOrDigit(c) || c is '.' or '[' or ']' or '_' or '$'))
                return false;
        }
        return field.Length is > 0 and <= LongestFieldInMessage;
    }
}
