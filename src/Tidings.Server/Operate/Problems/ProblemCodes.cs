using Tidings.Core.Events;
using Tidings.Server.Compose;

namespace Tidings.Server.Operate.Problems;

/// <summary>The one registry of all codes. A code never changes its meaning; docs/errors has a page for each and for no other.</summary>
public static class ProblemCodes
{
    public static readonly ProblemCode BadRequest = new("bad-request", 400, "The request is not understood");
    public static readonly ProblemCode InvalidJson = new("invalid-json", 400, "The body is not valid JSON");
    public static readonly ProblemCode InvalidCloudEvent = new("invalid-cloudevent", 400, "The request is not a CloudEvent");
    public static readonly ProblemCode InvalidParameter = new("invalid-parameter", 400, "A parameter is wrong");
    public static readonly ProblemCode InvalidFile = new("invalid-file", 400, "The file cannot be read");
    public static readonly ProblemCode Unauthorized = new("unauthorized", 401, "You are not known here");
    public static readonly ProblemCode Forbidden = new("forbidden", 403, "You may not do this");
    public static readonly ProblemCode SignInAgain = new("sign-in-again", 403, "Sign in again first");
    public static readonly ProblemCode NotFound = new("not-found", 404, "There is nothing here");
    public static readonly ProblemCode MethodNotAllowed = new("method-not-allowed", 405, "This method is not for this address");
    public static readonly ProblemCode Timeout = new("request-timeout", 408, "The request took too long to arrive");
    public static readonly ProblemCode Conflict = new("conflict", 409, "Somebody else changed it first");
    public static readonly ProblemCode VerificationOver = new("verification-over", 409, "The verification is over");
    public static readonly ProblemCode VerificationMeans = new("verification-means", 409, "Not by this means now");
    public static readonly ProblemCode LastSignIn = new("last-sign-in", 409, "It is the last way to sign in");
    public static readonly ProblemCode ProposerGone = new("proposer-gone", 409, "Who proposed it may do so no more");
    public static readonly ProblemCode ProposalRanOut = new("proposal-ran-out", 409, "What was proposed has run out");
    public static readonly ProblemCode Purged = new("purged", 410, "Its days are over");
    public static readonly ProblemCode Pruned = new("pruned", 410, "The audit log has it no more");
    public static readonly ProblemCode BodyTooLarge = new("body-too-large", 413, "The body is too large");
    public static readonly ProblemCode BatchTooLarge = new("batch-too-large", 413, "The batch has too many events");
    public static readonly ProblemCode UnsupportedMediaType = new("unsupported-media-type", 415, "The content type is not one that is taken here");
    public static readonly ProblemCode EventRefused = new("event-refused", 422, "The event is refused");
    public static readonly ProblemCode ValidationFailed = new("validation-failed", 422, "Some fields are wrong");
    public static readonly ProblemCode PasskeyRefused = new("passkey-refused", 422, "The passkey is not taken");
    public static readonly ProblemCode TooManyRequests = new("too-many-requests", 429, "Too much at once");
    public static readonly ProblemCode RateLimited = new("rate-limited", 429, "You come too often");
    public static readonly ProblemCode VerificationLimited = new("verification-limited", 429, "No code more for now");
    public static readonly ProblemCode Internal = new("internal", 500, "Something broke on our side");
    public static readonly ProblemCode Busy = new("busy", 503, "Not now, try again");
    public static readonly ProblemCode StoreUnavailable = new("store-unavailable", 503, "The store cannot write");

    public static readonly ProblemCode StateUnreadable = new(FieldCodes.StateUnreadable, 503, "What is stored of the customer cannot be read");

    public static readonly ProblemCode AuditHalted = new("audit-halted", 503, "The audit log is halted");

    public static readonly ProblemCode FieldMissing = new(FieldCodes.Missing, 0, "A field is missing");
    public static readonly ProblemCode FieldUnknown = new(FieldCodes.UnknownField, 0, "A field is not known");
    public static readonly ProblemCode FieldWrongType = new(FieldCodes.WrongType, 0, "A field has the wrong JSON type");
    public static readonly ProblemCode FieldFormat = new(FieldCodes.Format, 0, "A field is not written as it should be");
    public static readonly ProblemCode FieldRange = new(FieldCodes.Range, 0, "A value is out of range");
    public static readonly ProblemCode FieldTooLong = new(FieldCodes.TooLong, 0, "A value is too long");
    public static readonly ProblemCode FieldUnknownValue = new(FieldCodes.UnknownValue, 0, "A value is none of those allowed");
    public static readonly ProblemCode FieldRepeated = new(FieldCodes.Repeated, 0, "A field or value stands twice");
    public static readonly ProblemCode UnknownType = new(FieldCodes.UnknownType, 0, "The event type is not known");
    public static readonly ProblemCode UnknownAccount = new(FieldCodes.UnknownAccount, 0, "The account is not registered");
    public static readonly ProblemCode UnknownCustomer = new(FieldCodes.UnknownCustomer, 0, "The customer is not registered");
    public static readonly ProblemCode NoHolders = new(FieldCodes.NoHolders, 0, "The account has no holders");
    public static readonly ProblemCode NotAHolder = new(FieldCodes.NotAHolder, 0, "The customer does not hold the account");
    public static readonly ProblemCode Broken = new(FieldCodes.Broken, 0, "The file is broken here");
    public static readonly ProblemCode Limit = new(FieldCodes.Limit, 0, "The file goes beyond a bound");
    public static readonly ProblemCode PhoneNumber = new(FieldCodes.PhoneNumber, 0, "A phone number is not valid");

    /// <summary>Every code there is.</summary>
    public static IReadOnlyList<ProblemCode> All { get; } =
    [
        BadRequest, InvalidJson, InvalidCloudEvent, InvalidParameter, InvalidFile, Unauthorized, Forbidden, SignInAgain, NotFound, MethodNotAllowed, Timeout, Conflict, VerificationOver, LastSignIn, ProposerGone, ProposalRanOut, Purged, Pruned,
        BodyTooLarge, BatchTooLarge, UnsupportedMediaType, EventRefused, ValidationFailed, PasskeyRefused, TooManyRequests, RateLimited, VerificationLimited, VerificationMeans, Internal, Busy, StoreUnavailable, StateUnreadable, AuditHalted,
        FieldMissing, FieldUnknown, FieldWrongType, FieldFormat, FieldRange, FieldTooLong, FieldUnknownValue, FieldRepeated,
        UnknownType, UnknownAccount, UnknownCustomer, NoHolders, NotAHolder, Broken, Limit, PhoneNumber, .. TemplateProblemCodes.All,
    ];

    /// <summary>The code for an answer that only has a status, or null where the status is none of an error.</summary>
    internal static ProblemCode? OfStatus(int status) => status switch
    {
        < 400 => null,
        401 => Unauthorized,
        403 => Forbidden,
        404 => NotFound,
        405 => MethodNotAllowed,
        408 => Timeout,
        413 => BodyTooLarge,
        415 => UnsupportedMediaType,
        422 => ValidationFailed,
        429 => TooManyRequests,
        503 => Busy,
        < 500 => BadRequest,
        _ => Internal,
    };
}
