using System.Text.Json;
using Tidings.Core.Events;

namespace Tidings.Server.Intake.Events;

/// <summary><c>{"name":"Corner Bakery","mcc":"5462","country":"DE"}</c>.</summary>
internal static class MerchantReader
{
    enum Member : byte { Name = 1, Mcc = 2, Country = 4 }

    static readonly Names<Member> Members = new(("name", Member.Name), ("mcc", Member.Mcc), ("country", Member.Country));

    public static void Read(ref Utf8JsonReader reader, EventDraft draft)
    {
        var errors = draft.Errors;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            JsonText.WrongType(ref reader, "data.merchant", "an object with name, mcc and country", errors);
            return;
        }
        Member seen = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (!Members.TryGet(MemberName.Of(ref reader), out var member))
            {
                errors.Add("data.merchant." + MemberName.AsWritten(ref reader), FieldCodes.UnknownField, "A merchant does not have it.", "Write name, mcc and country only.");
                reader.Read();
                reader.Skip();
                continue;
            }
            if ((seen & member) != 0)
                errors.Add("data.merchant." + MemberName.AsWritten(ref reader), FieldCodes.Repeated, "It stands there twice.", "Write it once.");
            seen |= member;
            reader.Read();
            if (reader.TokenType == JsonTokenType.Null)
                continue;
            switch (member)
            {
                case Member.Name: draft.Merchant = JsonText.Read(ref reader, "data.merchant.name", 100, true, errors); break;
                case Member.Mcc: draft.MerchantCategory = Patterns.FourDigits(ref reader, "data.merchant.mcc", errors); break;
                default: draft.Country = Patterns.Country(ref reader, "data.merchant.country", errors); break;
            }
        }
    }
}
