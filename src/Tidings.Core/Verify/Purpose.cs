using System.Text.Json.Serialization;
using Tidings.Core.Decide.Alerts;
using Tidings.Core.Verify.Guards;

namespace Tidings.Core.Verify;

/// <summary>What a code proves somebody for, as data. Part of <see cref="PurposeList"/>; immutable once read.</summary>
public sealed record Purpose
{
    public const int FewestCharacters = 6, MostCharacters = 10;
    public const int MostTries = 5, MostResends = 5;

    /// <summary>No code is worth anything after it, however often it was sent again (NIST SP 800-63B §3.1.3.2).</summary>
    public static readonly TimeSpan LongestValidity = TimeSpan.FromMinutes(10);
    public static readonly TimeSpan ShortestValidity = TimeSpan.FromMinutes(1);
    public static readonly TimeSpan ShortestCooldown = TimeSpan.FromSeconds(10), LongestCooldown = TimeSpan.FromMinutes(5);

    /// <summary>Lower case letters, digits and hyphens, at most 40: <c>login</c>.</summary>
    public required string Id { get; init; }
    /// <summary>For people, at most 100 characters.</summary>
    public string Title { get; init; } = "";
    /// <summary>The template that says the code: of class one-time-code, and it requires <c>code</c>.</summary>
    public required string Template { get; init; }
    /// <summary>The template that a call says, where <see cref="Means"/> has calls: likewise, and its code is spoken digit by digit. Null: the one that the product comes with.</summary>
    public string? VoiceTemplate { get; init; }
    /// <summary>Characters of a code: 6 to 10; 8 at least where it approves a payment.</summary>
    public int Length { get; init; } = FewestCharacters;
    public CodeAlphabet Alphabet { get; init; } = CodeAlphabet.Digits;
    /// <summary>How long a code is good, from when it was decided to send it: 1 to 10 minutes.</summary>
    public TimeSpan Validity { get; init; } = TimeSpan.FromMinutes(5);
    /// <summary>Wrong codes that end it: 1 to 5. Sending another code does not give more.</summary>
    public int Tries { get; init; } = MostTries;
    /// <summary>How long nothing is sent again: 10 seconds to 5 minutes.</summary>
    public TimeSpan Cooldown { get; init; } = TimeSpan.FromSeconds(30);
    /// <summary>How often a code may be asked for again: 0 to 5.</summary>
    public int Resends { get; init; } = 3;
    /// <summary>What comes then: another code, or the one of before. It gives no more tries either way.</summary>
    public ResentCode Resend { get; init; } = ResentCode.New;
    /// <summary>
    /// The code may go to a number that is not registered for the customer, and to one that is nobody's: what it proves is who holds the number.
    /// </summary>
    public bool AnyNumber { get; init; }
    /// <summary>
    /// The site that asks for the code, as the address bar has it: <c>bank.example</c>. The text's last line then binds the code to it (<see cref="OriginBoundCode"/>), and a phone offers it to no other. Null: it is bound to none.
    /// </summary>
    public string? Site { get; init; }
    /// <summary>What a code is good for besides its purpose.</summary>
    public PurposeBinding Binds { get; init; } = PurposeBinding.Nothing;
    /// <summary>Events of the bank's that begin a verification for it, any one of them. Empty: only the bank's calls do.</summary>
    public IReadOnlyList<AlertTrigger> BegunBy { get; init; } = [];
    /// <summary>
    /// What the customer may prove himself by, the one that is used where it is open to him first. Never empty. A code of an app is of nobody's number and the same whatever is paid: it is for purposes with neither
    /// <see cref="AnyNumber"/> nor a payment. A passkey is of nobody's number either, and signs what is paid.
    /// </summary>
    public IReadOnlyList<VerificationMeans> Means { get; init; } = [VerificationMeans.Sms];
    /// <summary>To which countries its codes go. Null: to all.</summary>
    public CountryRule? Countries { get; init; }
    /// <summary>To which kinds of numbers they do not. Null: <see cref="NumberTypeRule.Standard"/>.</summary>
    public NumberTypeRule? NumberTypes { get; init; }
    /// <summary>What is done where the customer's first number was changed lately. Null: nothing.</summary>
    public HoldRule? Changed { get; init; }
    /// <summary>What is done where the number's SIM card was swapped lately. Null: nobody is asked.</summary>
    public HoldRule? SimSwap { get; init; }

    /// <summary>What a code that goes by this means is written by.</summary>
    public string TemplateOf(VerificationMeans means) => means != VerificationMeans.Voice ? Template : VoiceTemplate ?? (Binds == PurposeBinding.Payment ? "verify-call-payment" : "verify-call");
}

/// <summary>What codes are made of.</summary>
[JsonConverter(typeof(KebabEnumConverter<CodeAlphabet>))]
public enum CodeAlphabet : byte
{
    Digits = 1,
    /// <summary>Capital letters and digits without those that people take for one another: I, O, 0 and 1.</summary>
    LettersAndDigits,
}

/// <summary>What is sent when a code is asked for again.</summary>
[JsonConverter(typeof(KebabEnumConverter<ResentCode>))]
public enum ResentCode : byte
{
    /// <summary>Another in place of the last, which is good for nothing then.</summary>
    New = 1,
    /// <summary>The one of before, as long as its text is kept: whoever gets both texts late types either.</summary>
    Same,
}

/// <summary>What a code is bound to besides its purpose, customer and session.</summary>
[JsonConverter(typeof(KebabEnumConverter<PurposeBinding>))]
public enum PurposeBinding : byte
{
    Nothing = 1,
    /// <summary>The amount and the payee, or the total and all payees of a batch (PSD2 RTS art. 5).</summary>
    Payment,
}
