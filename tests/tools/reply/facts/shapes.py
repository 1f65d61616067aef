"""Orders in the shapes that platforms document, and as people write them."""

AMAZON = {
    "AmazonOrderId": "111-1234567-1234567",
    "PurchaseDate": "2026-11-01T03:00:00Z",
    "OrderStatus": "Shipped",
    "EarliestDeliveryDate": "2026-11-09T08:00:00Z",
    "LatestDeliveryDate": "2026-11-11T07:59:59Z",
    "LatestShipDate": "2026-11-03T07:59:59Z",
    "FulfillmentChannel": "AFN",
    "OrderTotal": {"Amount": "39.98", "CurrencyCode": "USD"},
    "ShippingAddress": {
        "Name": "Bob Hill",
        "AddressLine1": "1 Main St",
        "City": "Reno",
        "CountryCode": "US",
        "Phone": "555-0100",
    },
    "BuyerInfo": {"BuyerEmail": "x@marketplace.amazon.com", "BuyerName": "Bob"},
    "OrderItems": [
        {
            "ASIN": "B000000001",
            "SellerSKU": "S1",
            "Title": "Mug",
            "QuantityOrdered": 2,
            "ItemPrice": {"Amount": "39.98", "CurrencyCode": "USD"},
        }
    ],
}
SHOPIFY = {
    "id": 4500,
    "order_number": 1001,
    "created_at": "2026-11-01T10:00:00-05:00",
    "financial_status": "refunded",
    "fulfillment_status": "fulfilled",
    "total_price": "49.00",
    "currency": "USD",
    "customer": {"first_name": "Al", "last_name": "Ng", "email": "a@b.example", "phone": "555"},
    "line_items": [{"title": "Shirt", "name": "Shirt - M", "sku": "SH-M", "quantity": 1, "price": "49.00", "variant_title": "M"}],
    "fulfillments": [
        {
            "created_at": "2026-11-02T10:00:00-05:00",
            "status": "success",
            "tracking_company": "USPS",
            "tracking_number": "9400",
            "shipment_status": "delivered",
        }
    ],
    "refunds": [
        {
            "created_at": "2026-11-12T10:00:00-05:00",
            "transactions": [{"amount": "49.00", "currency": "USD", "status": "success", "kind": "refund"}],
        }
    ],
}
EBAY = {
    "orderId": "12-00001-00001",
    "creationDate": "2026-11-01T10:00:00.000Z",
    "orderFulfillmentStatus": "NOT_STARTED",
    "orderPaymentStatus": "PAID",
    "pricingSummary": {"total": {"value": "10.5", "currency": "GBP"}},
    "buyer": {"username": "mugs4me"},
    "cancelStatus": {"cancelState": "NONE_REQUESTED"},
    "lineItems": [
        {
            "sku": "S",
            "title": "Mug",
            "quantity": 1,
            "lineItemCost": {"value": "10.5", "currency": "GBP"},
            "lineItemFulfillmentInstructions": {
                "maxEstimatedDeliveryDate": "2026-11-10T10:00:00Z",
                "shipByDate": "2026-11-04T22:59:59.000Z",
            },
        }
    ],
}
WALMART = {
    "purchaseOrderId": "1796",
    "orderDate": 1762000000000,
    "shippingInfo": {
        "phone": "555",
        "estimatedDeliveryDate": 1762500000000,
        "estimatedShipDate": 1762200000000,
        "postalAddress": {"name": "N", "country": "USA"},
    },
    "orderLines": {
        "orderLine": [
            {
                "lineNumber": "1",
                "item": {"productName": "Mug", "sku": "W1"},
                "orderLineQuantity": {"unitOfMeasurement": "EACH", "amount": "1"},
                "charges": {
                    "charge": [
                        {"chargeType": "PRODUCT", "chargeName": "ItemPrice", "chargeAmount": {"currency": "USD", "amount": 12.5}}
                    ]
                },
                "orderLineStatuses": {
                    "orderLineStatus": [
                        {
                            "status": "Shipped",
                            "trackingInfo": {
                                "shipDateTime": 1762200000000,
                                "carrierName": {"carrier": "FedEx"},
                                "trackingNumber": "77",
                            },
                        }
                    ]
                },
            }
        ]
    },
}
TAU = {
    "order_id": "#W2611340",
    "user_id": "james_li_5688",
    "address": {"address1": "215 River Road", "city": "New York", "country": "USA", "zip": "10083"},
    "items": [
        {
            "name": "Water Bottle",
            "product_id": "8310926033",
            "item_id": "6469567736",
            "price": 47.84,
            "options": {"color": "blue"},
        },
        {"name": "Office Chair", "product_id": "4794339885", "item_id": "8426249116", "price": 488.81, "options": {}},
    ],
    "fulfillments": [{"tracking_id": ["357962501027"], "item_ids": ["6469567736"]}],
    "status": "processed",
    "payment_history": [{"transaction_type": "payment", "amount": 536.65, "payment_method_id": "gift_card_1725971"}],
}
CHINESE = {"订单号": "313271663680", "状态": "已签收", "商品": "热水器", "金额": "2009元", "签收时间": "2026年11月3日"}
PLAIN = {
    "order_id": "O-1",
    "items": [{"sku": "A1", "title": "Mug", "quantity": 2, "price": 19.99}],
    "total": 39.98,
    "currency": "USD",
    "purchased_at": "2026-11-01T23:30:00-08:00",
    "shipped_at": "2026-11-03",
    "delivered_at": "2026-11-08T05:00:00Z",
    "estimated_delivery": "2026-11-07 - 2026-11-10",
    "tracking": "1Z999",
    "carrier": "UPS",
    "customer_name": "Ann Lee",
    "customer_email": "ann@lee.example",
    "in_stock": True,
    "return_window_days": 45,
    "warranty_months": 12,
}
