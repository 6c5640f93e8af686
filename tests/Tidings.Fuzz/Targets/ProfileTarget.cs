using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Tidings.Fuzz.Engine;
using Tidings.Fuzz.Mutators;
using Tidings.Server.Intake.Customers;
using Tidings.Server.Intake.Events;

namespace Tidings.Fuzz.Targets;

/// <summary>The bodies of <c>PUT /v1/customers</c> and <c>PUT /v1/accounts</c>: every document goes through both readers.</summary>
internal sealed class ProfileTarget : FuzzTarget
{
    readonly CloudEventReader _reader = EventPieces.Reader();

    public override string Name => "profiles";

    public override IReadOnlyList<byte[]> Words { get; } =
        [.. EventPieces.Words, .. new[] { "\"holders\"", "\"masked\"", "\"nickname\"", "\"lowBalance\"", "\"largeTransaction\"", "\"C-1\"", "\"**1234\"" }.Select(Encoding.UTF8.GetBytes)];

    public override IEnumerable<byte[]> Seeds() =>
    [
        Encoding.UTF8.GetBytes(EventPieces.Samples().First(static sample => sample.Data.Contains("quietHours", StringComparison.Ordinal)).Data),
        Encoding.UTF8.GetBytes("""{"account":"A-1","holders":["C-1","C-2"],"currency":"GBP","masked":"**1234","nickname":"Rent","lowBalance":"10.00","largeTransaction":500}"""),
        Encoding.UTF8.GetBytes("""{"quietHours":{"from":"22:00","\u0075ntil":"07:00"}}"""),
    ];

    public override byte[]? Reshape(Random random, byte[] input) => JsonMutator.Mutate(random, input, Words);

    public override void Run(byte[] input, Features seen)
    {
        if (!Utf8.IsValid(input))
            return;
        try
        {
            var parsed = _reader.ReadProfile("C-1", "/api", "1", input);
            EventPieces.Note(parsed, seen);
        }
        catch (JsonException)
        {
            seen.Add(1, 1);
        }
        try
        {
            var errors = new FieldErrors();
            var account = AccountReader.Read(input, "A-1", errors);
            Oracle.Holds(account is null == errors.Count > 0, "an account is taken or told what is wrong");
            foreach (var error in errors.Take())
                seen.AddWords(2, error.Code + error.Why);
        }
        catch (JsonException)
        {
            seen.Add(1, 2);
        }
    }
}
