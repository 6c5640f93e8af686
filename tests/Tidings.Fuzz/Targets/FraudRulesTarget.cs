using Tidings.Core.Decide.Fraud.Features;
using Tidings.Core.Decide.Fraud.Rules;
using Tidings.Core.Events;
using Tidings.Fuzz.Engine;

namespace Tidings.Fuzz.Targets;

internal sealed class FraudRulesTarget : DocumentTarget
{
    static readonly BankEvent Paid = new()
    {
        Source = "/bank", Id = "1", Type = EventTypes.TransactionPosted, Time = DateTimeOffset.UnixEpoch, Customer = "C-1", Kind = TransactionKind.Cash, Amount = new(40, "EUR"), Merchant = "a", Country = "GB",
    };

    public override string Name => "fraud-rules";

    public override IReadOnlyList<byte[]> Words { get; } = Quoted(["mode", "off", "shadow", "live", "askAt", "declineAt", "highAmount", "currency", "EUR", "rates", "USD", "model", "rules", "id", "title", "points", "when", "of", "is", "value", "at-least", "at-most", "above", "below",
        "one-of", "none-of", "on-list", "not-on-list", "amount", "amount-to-mean", "new-payee", "speed", "hour-share", "kind", "cash", "merchant", "country", "reasons", "en", "snoozedUntil", "2026-12-01T00:00:00Z", "lists", "entries", "until", "segments", "asking", "remindAfter", "giveUpAfter",
        "noAnswer", "tell", "distrustNumberFor", "gatherFor", "maxAge", "PT0S", "PT1H"]);

    public override IEnumerable<byte[]> Seeds() => [FraudRulesWriter.Write(PresetFraudRules.Rules), "{\"mode\":\"live\"}"u8.ToArray(),
        """{"mode":"live","rates":{"USD":0.9},"rules":[{"id":"a","mode":"live","points":60,"when":[{"of":"merchant","is":"on-list","value":"l"},{"of":"amount","is":"above","value":1e3}],"reasons":{"en":"why","hi":"क्यों"},"snoozedUntil":"2026-12-01T00:00:00Z"}],"lists":[{"id":"l","entries":["a",{"value":"b","until":"2026-12-01T00:00:00Z"}]}],"segments":[{"id":"s","when":[{"of":"country","is":"none-of","value":["GB"]}],"askAt":1}],"asking":{"noAnswer":"tell"}}"""u8.ToArray()];

    public override void Run(byte[] input, Features seen)
    {
        var errors = new List<FieldError>();
        var rules = FraudRulesReader.Read(input, errors);
        Note(errors, seen);
        Oracle.Holds(rules is null == errors.Count > 0, "rules are taken or told what is wrong");
        if (rules is null)
            return;
        var written = FraudRulesWriter.Write(rules);
        Oracle.Holds(FraudRulesReader.Read(written, errors) is { } again && FraudRulesWriter.Write(again).AsSpan().SequenceEqual(written), "what is read can be written and reads the same");
        var book = FraudBook.Create(rules, null, errors);
        Oracle.Holds(book is not null, "what is read can be made ready");
        Span<float> features = stackalloc float[FraudFeatures.Count];
        features.Fill(1);
        var judged = book!.Judge(features, Paid, DateTimeOffset.UnixEpoch, explain: true);
        Oracle.Holds(judged is { Points: >= 0 and <= FraudRulesReader.MostPoints, ShadowPoints: >= 0 and <= FraudRulesReader.MostPoints, Reasons.Count: <= 3 }, "points and reasons are bounded");
        Oracle.Holds(rules.Mode == FraudMode.Live || judged.Advice == FraudAdvice.Allow, "nobody is asked unless the rules are live");
        seen.Add(1, (uint)judged.Held.Count);
    }
}
