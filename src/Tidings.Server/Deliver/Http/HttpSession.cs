using System.Text;
using Tidings.Core.Messages;
using Tidings.Server.Deliver.Binds;
using Tidings.Server.Deliver.Queue;
using Tidings.Smpp.Sessions;
using Tidings.Smpp.Text.Receipts;

namespace Tidings.Server.Deliver.Http;

/// <summary>
/// The requests of one bind that are under way, as many as its window has slots. A request without an answer in time is told as such and goes on for a while: what comes late still says what
/// became of its text. Ended, it tells of all that is under way what is known, and only then completes.
/// </summary>
internal sealed class HttpSession(BindPump pump, CarrierDelivery carrier) : ICarrierSession
{
    /// <summary>A late answer is waited for so many times as long again.</summary>
    const int LatePatience = 2;

    readonly HttpExchange _exchange = new(carrier.Client, carrier.Dialect!, carrier.Time);
    readonly CancellationTokenSource _stop = new();
    readonly TaskCompletionSource<string> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    string _why = "";
    int _underWay = 1;

    public Task<string> Ended => _ended.Task;

    public int Send(Outgoing message, SendWindow window, ReadOnlySpan<int> slots, DateTimeOffset now, Func<bool> leaveBy, out SendOutcome outcome)
    {
        outcome = _stop.IsCancellationRequested || !leaveBy() ? SendOutcome.Closed : SendOutcome.Sent;
        if (outcome != SendOutcome.Sent)
            return 0;
        window.Sent(slots[0]);
        Interlocked.Increment(ref _underWay);
        _ = Run(window.Token(slots[0]), Text(message, now, pump.ClaimedAt));
        return 1;
    }

    /// <summary>The lease and the validity are looked at once more when the body leaves: connecting takes time.</summary>
    HttpText Text(Outgoing message, DateTimeOffset now, long claimedAt)
    {
        var of = message.Message;
        var time = carrier.Time;
        var lease = carrier.Options.Lease;
        var leavesBy = carrier.LeavesBy(of);
        return new(
            message.Id, carrier.OwnSenders.Of(of).Value, of.To.Digits, of.Text, (int)Math.Max(1, Math.Min(int.MaxValue, (of.ValidUntil - now).TotalSeconds)),
            () => time.GetElapsedTime(claimedAt) < lease && time.GetUtcNow() < leavesBy, of.Channel == MessageChannel.Voice ? LanguageOf(of) : null);
    }

    /// <summary>Of <c>verify-call/en/1</c>: en.</summary>
    static string LanguageOf(Message written) => written.Template.Split('/') is [_, var language, _] ? language : "";

    async Task Run(long token, HttpText text)
    {
        // Off the pump's loop, which must not wait for a handshake.
        await Task.Yield();
        try
        {
            using var request = Made(text);
            if (request is null)
            {
                Tell(token, AnswerKind.Response, HttpVerdict.NotSent);
                return;
            }
            using var late = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
            var sent = _exchange.Send(request, late.Token);
            try
            {
                Tell(token, AnswerKind.Response, await sent.WaitAsync(carrier.Options.ResponseTimeout, carrier.Time));
            }
            catch (TimeoutException)
            {
                await NoAnswer(token, (LeavingContent)request.Content!, sent, late);
            }
        }
        catch (Exception failure)
        {
            HttpCarrierLog.Broke(carrier.Log, carrier.Name, failure.GetType().Name);
            Tell(token, AnswerKind.Response, HttpVerdict.InDoubt);
        }
        finally
        {
            Done();
        }
    }

    /// <summary>Null: it cannot be made now, above all since the file with the secret cannot be read. Nothing has left.</summary>
    HttpRequestMessage? Made(HttpText text)
    {
        try
        {
            return text.SpokenIn is null ? carrier.Dialect!.Request(text) : carrier.Dialect!.Call(text);
        }
        catch (Exception failure)
        {
            HttpCarrierLog.NotMade(carrier.Log, carrier.Name, failure.GetType().Name);
            return null;
        }
    }

    async Task NoAnswer(long token, LeavingContent content, Task<HttpVerdict> sent, CancellationTokenSource late)
    {
        if (content.Keep())
        {
            Tell(token, AnswerKind.Response, HttpVerdict.NotSent);
            await late.CancelAsync();
            await sent;
            return;
        }
        pump.Hear(new(token, AnswerKind.TimedOut, 0, null, default));
        var longest = Task.Delay(carrier.Options.ResponseTimeout * LatePatience, carrier.Time, late.Token);
        if (await Task.WhenAny(sent, longest) != sent)
            await late.CancelAsync();
        if (await sent is { IsKnown: true } verdict)
            Tell(token, AnswerKind.Late, verdict);
        await late.CancelAsync();
    }

    void Tell(long token, AnswerKind kind, in HttpVerdict verdict)
    {
        var named = verdict is { Status: 0, Reference.Length: > 0 };
        var reference = named ? BindPump.AsReference(verdict.Reference!) : null;
        pump.Hear(new(
            token, verdict.IsKnown ? kind : AnswerKind.Ended, verdict.Status, reference,
            named ? MessageIdKey.OfResponse(Encoding.Latin1.GetBytes(reference!)).Value : default, After: verdict.After));
    }

    public void Abort() => End("given up");

    public Task Close()
    {
        End("closed");
        return _ended.Task;
    }

    void End(string why)
    {
        if (Interlocked.CompareExchange(ref _why, why, "") != "")
            return;
        _stop.Cancel();
        Done();
    }

    void Done()
    {
        if (Interlocked.Decrement(ref _underWay) == 0)
            _ended.TrySetResult(_why);
    }
}
