namespace Tidings.Simulator;

internal static class BehaviourCheck
{
    static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    public static IReadOnlyDictionary<string, string[]> Of(Behaviour behaviour)
    {
        var wrong = new Dictionary<string, string[]>();
        Delay("receiptDelay", behaviour.ReceiptDelay);
        Delay("responseDelay", behaviour.ResponseDelay);
        Range("receiptCopies", behaviour.ReceiptCopies, 1, 10);
        Range("error", behaviour.Error, 0, 999);
        Range("failError", behaviour.FailError, 0, 999);
        Count("failEvery", behaviour.FailEvery);
        Count("throttleAbove", behaviour.ThrottleAbove);
        Count("throttleEvery", behaviour.ThrottleEvery);
        Count("queueFullEvery", behaviour.QueueFullEvery);
        Count("refuseEvery", behaviour.RefuseEvery);
        Count("noResponseEvery", behaviour.NoResponseEvery);
        Count("disconnectAfter", behaviour.DisconnectAfter);
        Count("garbageEvery", behaviour.GarbageEvery);
        Count("oversizedEvery", behaviour.OversizedEvery);
        Count("readBytesPerSecond", behaviour.ReadBytesPerSecond);
        Known("receipts", behaviour.Receipts);
        Known("state", behaviour.State);
        Known("failState", behaviour.FailState);
        Known("responseId", behaviour.ResponseId);
        Known("receiptId", behaviour.ReceiptId);
        if (behaviour is { RefuseEvery: > 0, RefuseWith: SmscStatus.Ok })
            wrong["refuseWith"] = ["must be an error, as refuseEvery is set"];
        if (behaviour is { ReceiptText: false, ReceiptTlvs: false })
            wrong["receiptTlvs"] = ["a receipt needs its text, its TLVs or both"];
        if (behaviour.AutoReply is { Length: > ReplyLimit.Characters })
            wrong["autoReply"] = [$"must have at most {ReplyLimit.Characters} characters"];
        return wrong;

        void Delay(string name, TimeSpan value)
        {
            if (value < TimeSpan.Zero || value > Longest)
                wrong[name] = ["must be from 0ms to 1h"];
        }

        void Count(string name, int value) => Range(name, value, 0, int.MaxValue);

        void Range(string name, int value, int least, int most)
        {
            if (value < least || value > most)
                wrong[name] = [most == int.MaxValue ? $"must be {least} or more" : $"must be from {least} to {most}"];
        }

        void Known<T>(string name, T value) where T : struct, Enum
        {
            if (!Enum.IsDefined(value))
                wrong[name] = ["is not one of the values that are known"];
        }
    }
}
