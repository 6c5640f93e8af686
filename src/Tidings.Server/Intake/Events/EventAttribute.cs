namespace Tidings.Server.Intake.Events;

/// <summary>What stands at the top of a structured CloudEvent.</summary>
internal enum EventAttribute : ushort
{
    SpecVersion = 1 << 0,
    Id = 1 << 1,
    Source = 1 << 2,
    Type = 1 << 3,
    Time = 1 << 4,
    Subject = 1 << 5,
    DataContentType = 1 << 6,
    DataSchema = 1 << 7,
    Data = 1 << 8,
    DataBase64 = 1 << 9,
}
