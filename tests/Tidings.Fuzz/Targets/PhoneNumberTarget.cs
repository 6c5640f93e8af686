using System.Text;
using Tidings.Core.Customers;
using Tidings.Fuzz.Engine;

namespace Tidings.Fuzz.Targets;

/// <summary>A number as people write it, for five banks. What is taken has 6 to 15 digits and is itself taken as the same number.</summary>
internal sealed class PhoneNumberTarget : FuzzTarget
{
    static readonly string?[] Regions = ["GB", "TR", "US", "IT", null];
    readonly NumberingPlan[] _plans = [.. Regions.SelectMany(static region => new[] { new NumberingPlan(region), new NumberingPlan(region, assignedOnly: false) })];

    public override string Name => "phone-number";

    public override int Longest => 100;

    public override long MayAllocate(int octets) => 2 * 1024 * 1024;

    public override IReadOnlyList<byte[]> Words { get; } =
        [.. new[] { "+", "00", "011", " ", "-", "(0)", "ext. 5", ";ext=7", "tel:", ";phone-context=+44", "٠٥", "９", "\u200B", "x", "*", "#", "1-800-FLOWERS", "\ud83d", "//" }.Select(Encoding.UTF8.GetBytes)];

    public override IEnumerable<byte[]> Seeds() => new[] { "+15005550006", "07700 900123", "0 532 555 00 06", "tel:+44-7700-900123;phone-context=+44", "+39 06 1234567", "+290 8000", "0044 (0)20 7946 0000" }.Select(Encoding.UTF8.GetBytes);

    public override void Run(byte[] input, Features seen)
    {
        var written = Encoding.UTF8.GetString(input);
        for (var i = 0; i < _plans.Length; i++)
        {
            var taken = _plans[i].TryNormalise(written, out var number);
            seen.Add((uint)i, taken ? 1u : 0);
            if (!taken)
                continue;
            var digits = number.Digits;
            seen.Add(100, (uint)(digits[0] * 10 + digits[1]));
            seen.Add(200, (uint)digits.Length);
            Oracle.Holds(digits.Length is >= 6 and <= 15 && digits.All(char.IsAsciiDigit), "a number is digits");
            // Where ranges are not looked at, zeros before an Italian number may be read in two ways: only fictional numbers are.
            Oracle.Holds(!_plans[i].AssignedOnly || (_plans[i].TryNormalise("+" + digits, out var again) && again == number), "a number that was taken is taken as itself");
        }
    }
}
