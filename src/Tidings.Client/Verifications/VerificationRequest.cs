namespace Tidings.Client.Verifications;

/// <summary>Whom a code is sent to, and what it is to prove.</summary>
public sealed record VerificationRequest
{
    /// <summary>What the code is for: the id of one of the bank's purposes. Out of the box <c>login</c>, <c>contact-change</c> and <c>payment</c>.</summary>
    public required string Purpose { get; init; }

    /// <summary>The bank's id of the customer. Null: it is about the number alone, for purposes that allow any number.</summary>
    public string? Customer { get; init; }

    /// <summary>Where the code is to go, in E.164. Null: the customer's first number. One that is not his is for purposes that allow any number.</summary>
    public string? Phone { get; init; }

    /// <summary>Names the bank's session in which it begins, 1 to 256 characters, better a hash of its cookie than the cookie: the check must come in the same. Null: any session may check.</summary>
    public string? Session { get; init; }

    /// <summary>The address of the customer's device, for limits; at most 64 characters.</summary>
    public string? Ip { get; init; }

    /// <summary>Names the customer's device, for limits; at most 256 characters.</summary>
    public string? Device { get; init; }

    /// <summary>BCP 47, where no customer is named. Null: the bank's default.</summary>
    public string? Language { get; init; }

    /// <summary>The payment that the code is to approve, for purposes that bind one.</summary>
    public Payment? Payment { get; init; }

    /// <summary>In place of <see cref="Payment"/>: all payments that the code is to approve together, 1 to 500, of one currency.</summary>
    public IReadOnlyList<Payment>? Batch { get; init; }

    /// <summary>By what he is to prove himself. Null: by the first of the purpose's means that is open to him. One that is not open is refused: <see cref="TidingsException.MeansNotAllowed"/>.</summary>
    public VerificationMeans? Means { get; init; }

    /// <summary>The purpose alone: everything else is personal.</summary>
    public override string ToString() => $"verification for {Purpose} (redacted)";
}
