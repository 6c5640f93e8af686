using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using Tidings.Core.Deliver.Retry;
using Tidings.Server.Track.Callbacks;
using Tidings.Smpp.Text.Receipts;

namespace Tidings.Server.Deliver.Http.Described;

/// <summary>A carrier of which the options say how it is spoken to.</summary>
internal sealed class DescribedDialect(HttpAccount account) : IHttpDialect
{
    readonly Dictionary<string, ReceiptState> _states = StatesOf(account.Options.States);

    public HttpRequestMessage Request(HttpText text)
    {
        var options = account.Options;
        var body = BodyTemplate.Fill(options.Body, options.ContentType, text, account.Receipts);
        return WithHeaders(new(HttpMethod.Post, options.Url) { Content = text.Content(Encoding.UTF8.GetBytes(body), options.ContentType) });
    }

    public HttpRequestMessage Call(HttpText text)
    {
        var options = account.Options;
        var body = BodyTemplate.Fill(options.Voice.Body, options.ContentType, text with { From = options.Voice.From }, account.Receipts, account.Say(text.SpokenIn!, FrozenDictionary<string, string>.Empty));
        return WithHeaders(new(HttpMethod.Post, options.Voice.Url ?? options.Url) { Content = text.Content(Encoding.UTF8.GetBytes(body), options.ContentType) });
    }

    public HttpRequestMessage? Probe() => account.Options.Probe is { } address ? WithHeaders(new(HttpMethod.Get, address)) : null;

    HttpRequestMessage WithHeaders(HttpRequestMessage request)
    {
        var options = account.Options;
        var secret = options.Headers.Count > 0 ? account.Secret : "";
        foreach (var (name, value) in options.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value
                .Replace("{basic}", HttpAccount.BasicOf(account.Name, secret), StringComparison.Ordinal)
                .Replace("{account}", account.Name, StringComparison.Ordinal).Replace("{secret}", secret, StringComparison.Ordinal));
        }
        return request;
    }

    /// <summary>An answer of the two hundreds is an acceptance, with or without an id, unless a code says otherwise.</summary>
    public HttpVerdict Read(int status, ReadOnlyMemory<byte> body)
    {
        using var json = JsonAt.Parse(body);
        var code = json is null || account.Options.CodeAt is not { } at ? null : JsonAt.Number(json.RootElement, at);
        if (status is < 200 or >= 300)
            return HttpVerdict.Refused(status, HttpVendor.Other, code);
        return code is not null and not 0
            ? new(true, HttpErrorTable.OfCode(HttpVendor.Other, code.Value))
            : HttpVerdict.Accepted(json is null ? null : JsonAt.Text(json.RootElement, account.Options.IdAt));
    }

    public bool IsGenuine(Callback callback) => AgreedProof.Holds(account, callback);

    public CallbackContent? Read(Callback callback)
    {
        using var json = JsonAt.Parse(callback.Body);
        if (json is not { RootElement: { ValueKind: JsonValueKind.Object } said })
            return null;
        var options = account.Options;
        if (callback.Of == CallbackKind.Replies)
            return JsonAt.Text(said, options.ReplyFromAt) is { } from && JsonAt.Text(said, options.ReplyToAt) is { } to
                ? CallbackContent.Of(new CallbackReply(from, to, JsonAt.Text(said, options.ReplyTextAt) ?? "", JsonAt.Text(said, "id"))) : null;
        return JsonAt.Text(said, options.ReceiptIdAt) is { Length: > 0 } id && JsonAt.Text(said, options.ReceiptStateAt) is { } word && _states.TryGetValue(word, out var state)
            ? CallbackContent.Of(new CallbackReceipt(id, state, JsonAt.Text(said, options.ReceiptErrorAt))) : null;
    }

    static Dictionary<string, ReceiptState> StatesOf(Dictionary<string, ReceiptState> own)
    {
        var states = new Dictionary<string, ReceiptState>(StringComparer.OrdinalIgnoreCase)
        {
            ["DELIVRD"] = ReceiptState.Delivered, ["EXPIRED"] = ReceiptState.Expired, ["DELETED"] = ReceiptState.Deleted, ["UNDELIV"] = ReceiptState.Undeliverable,
            ["ACCEPTD"] = ReceiptState.Accepted, ["REJECTD"] = ReceiptState.Rejected, ["ENROUTE"] = ReceiptState.Enroute, ["delivered"] = ReceiptState.Delivered,
            ["sent"] = ReceiptState.Enroute, ["undelivered"] = ReceiptState.Undeliverable, ["undeliverable"] = ReceiptState.Undeliverable, ["rejected"] = ReceiptState.Rejected,
            ["failed"] = ReceiptState.Rejected, ["ringing"] = ReceiptState.Enroute, ["answered"] = ReceiptState.Delivered, ["completed"] = ReceiptState.Delivered, ["busy"] = ReceiptState.Undeliverable,
            ["no-answer"] = ReceiptState.Undeliverable,
        };
        foreach (var (word, state) in own)
            states[word] = state;
        return states;
    }
}
