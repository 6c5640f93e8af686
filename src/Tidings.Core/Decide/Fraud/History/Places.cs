namespace Tidings.Core.Decide.Fraud.History;

internal static class Places
{
    const double EarthRadius = 6371;

    /// <summary>Great-circle distance (haversine); degrees in, kilometres out.</summary>
    public static double Kilometres(double latitude, double longitude, double toLatitude, double toLongitude)
    {
        const double Radians = Math.PI / 180;
        var north = Math.Sin((toLatitude - latitude) * Radians / 2);
        var east = Math.Sin((toLongitude - longitude) * Radians / 2);
        var half = (north * north) + (Math.Cos(latitude * Radians) * Math.Cos(toLatitude * Radians) * east * east);
        return 2 * EarthRadius * Math.Asin(Math.Min(1, Math.Sqrt(half)));
    }
}
