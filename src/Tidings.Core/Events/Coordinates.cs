using MemoryPack;

namespace Tidings.Core.Events;

/// <summary>A point on the earth (WGS 84), in degrees. Never printed: it says where somebody was.</summary>
/// <param name="Latitude">-90 to 90, north above 0.</param>
/// <param name="Longitude">-180 to 180, east above 0.</param>
[MemoryPackable]
public sealed partial record Coordinates(float Latitude, float Longitude)
{
    public override string ToString() => "coordinates (redacted)";
}
