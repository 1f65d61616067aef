"""What platform, law and the seller's own terms oblige and allow for an order on a day."""
